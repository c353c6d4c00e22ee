package lianhu.telephony.eventloop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OutageLogTest {
    private final List<String> lines = new ArrayList<>();
    private final OutageLog outage = new OutageLog(new LineLogger(), "the lease is not renewed");

    @Test
    void anOutageIsOneLineHoweverLongItLasts() {
        for (int i = 0; i < 120; i++) {
            outage.failed(new IllegalStateException("13900000001"));
        }

        assertEquals(List.of("the lease is not renewed: java.lang.IllegalStateException"), lines);
    }

    @Test
    void theNextOutageIsAnotherLine() {
        outage.failed(new IllegalStateException());
        outage.worked();
        outage.failed(new IllegalStateException());

        assertEquals(2, lines.size());
    }

    private final class LineLogger implements System.Logger {
        @Override
        public String getName() {
            return "lines";
        }

        @Override
        public boolean isLoggable(Level level) {
            return true;
        }

        @Override
        public void log(
                Level level, @Nullable ResourceBundle bundle, @Nullable String message, @Nullable Throwable thrown) {
            lines.add(String.valueOf(message));
        }

        @Override
        public void log(
                Level level, @Nullable ResourceBundle bundle, @Nullable String format, @Nullable Object... values) {
            lines.add(MessageFormat.format(String.valueOf(format), values));
        }
    }
}
