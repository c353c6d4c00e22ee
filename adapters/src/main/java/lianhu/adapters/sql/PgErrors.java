package lianhu.adapters.sql;

import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import lianhu.core.report.ReportRejectedException;
import lianhu.core.report.StoreUnavailableException;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.exception.JDBCConnectionException;

/** Puts the database's errors into our two: come again, or do not. A refusal's details could show words and stay behind. */
public final class PgErrors {
    public static Throwable translate(Throwable e) {
        if (e instanceof StoreUnavailableException || e instanceof ReportRejectedException) {
            return e;
        }
        Optional<String> state = sqlState(e);
        if (state.isPresent()) {
            return isDataError(e)
                    ? new ReportRejectedException("the database refuses a row: SQLSTATE " + state.get())
                    : new StoreUnavailableException(
                            "the database cannot now: SQLSTATE " + state.get(), new WithoutMessage(e));
        }
        return isConnectionError(e)
                ? new StoreUnavailableException("the database does not answer", new WithoutMessage(e))
                : e;
    }

    /** Classes 22 (data exception) and 23 (constraint). Anything else, a lost connection above all, is nobody's row. */
    public static boolean isDataError(Throwable e) {
        return sqlState(e)
                .filter(state -> state.startsWith("22") || state.startsWith("23"))
                .isPresent();
    }

    /** Deadlock or serialization: nothing was written, and at once again it works. */
    public static boolean isTransient(Throwable e) {
        return sqlState(e).filter(state -> state.startsWith("40")).isPresent();
    }

    public static boolean violates(String constraint, Throwable e) {
        return e instanceof ConstraintViolationException violation && constraint.equals(violation.getConstraintName());
    }

    /** The client says it in one way, Hibernate in another. */
    private static Optional<String> sqlState(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof PgException answer) {
                return Optional.ofNullable(answer.getSqlState());
            }
            if (cause instanceof SQLException answer && answer.getSQLState() != null) {
                return Optional.of(answer.getSQLState());
            }
        }
        return Optional.empty();
    }

    private static boolean isConnectionError(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException
                    || cause instanceof TimeoutException
                    || cause instanceof VertxException
                    || cause instanceof NoStackTraceThrowable
                    || cause instanceof JDBCConnectionException) {
                return true;
            }
        }
        return false;
    }

    /** The kind and place of an error without its text. */
    private static final class WithoutMessage extends Exception {
        private static final long serialVersionUID = 1;

        WithoutMessage(Throwable e) {
            super(e.getClass().getName());
            setStackTrace(e.getStackTrace());
        }
    }

    private PgErrors() {}
}
