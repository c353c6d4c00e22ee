package lianhu.app.boot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class QueryLogFilterTest {
    private final QueryLogFilter filter = new QueryLogFilter();

    @Test
    void theAddressOfAFailedRequestIsLoggedWithoutItsQuery() {
        // Given
        LogRecord entry = new LogRecord(Level.SEVERE, "HTTP Request to %s failed, error id: %s");
        entry.setLoggerName(QueryLogFilter.LOGGER);
        entry.setParameters(new Object[] {"/api/v1/tickets?q=张三", "id-1"});
        entry.setThrown(new IllegalStateException("张三"));
        // When
        boolean isLogged = filter.isLoggable(entry);
        // Then
        assertTrue(isLogged);
        assertArrayEquals(new Object[] {"/api/v1/tickets", "id-1"}, entry.getParameters());
        assertEquals(IllegalStateException.class.getName(), entry.getThrown().getMessage());
    }

    @Test
    void theTimerOfARequestThatThePoolAnsweredBeforeIsNotLogged() {
        assertFalse(filter.isLoggable(uncaught("io.vertx.sqlclient.impl.pool.SqlConnectionPool")));
        assertTrue(filter.isLoggable(uncaught("lianhu.adapters.store.outbox.Outbox")));
    }

    private static LogRecord uncaught(String caller) {
        IllegalStateException late = new IllegalStateException("Result is already complete");
        late.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("io.vertx.core.Promise", "fail", "Promise.java", 90),
            new StackTraceElement(caller, "lambda$execute$3", null, 216)
        });
        LogRecord entry = new LogRecord(Level.SEVERE, "Uncaught exception received by Vert.x");
        entry.setLoggerName("io.quarkus.vertx.core.runtime.VertxCoreRecorder");
        entry.setThrown(late);
        return entry;
    }

    @Test
    void otherEntriesStayAsTheyAre() {
        // Given
        LogRecord entry = new LogRecord(Level.INFO, "%s");
        entry.setLoggerName("lianhu");
        entry.setParameters(new Object[] {"why?"});
        // When
        filter.isLoggable(entry);
        // Then
        assertArrayEquals(new Object[] {"why?"}, entry.getParameters());
    }
}
