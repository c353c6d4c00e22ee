package lianhu.adapters.sql;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A place where a test may kill the process: {@code -Dlianhu.failpoint=after-commit}, or {@code after-commit:7} to kill
 * at the seventh time. Does nothing without that property.
 */
public enum Failpoint {
    BEFORE_COMMIT,
    AFTER_COMMIT,
    BEFORE_SEND,
    AFTER_SEND,
    BEFORE_MARK,
    AFTER_MARK,
    APPEND_BEFORE_COMMIT,
    APPEND_AFTER_COMMIT,
    RESTORE_CLAIMED,
    RESTORE_LOADED,
    REKEY_BATCH,
    REKEY_PHOTO;

    private static final String SETTING = System.getProperty("lianhu.failpoint", "");
    private static final @Nullable Failpoint ACTIVE = parseSetting();
    private static final AtomicInteger REMAINING = new AtomicInteger(parseCount());
    /** The exit code that a shell reports after kill -9. */
    private static final int SIGKILL_EXIT_CODE = 137;

    @SuppressWarnings("ReferenceEquality") // constants of an enum
    public void reach() {
        if (ACTIVE == this && REMAINING.decrementAndGet() == 0) {
            Runtime.getRuntime().halt(SIGKILL_EXIT_CODE);
        }
    }

    private static @Nullable Failpoint parseSetting() {
        String name = SETTING.split(":", 2)[0];
        return name.isEmpty()
                ? null
                : valueOf(name.toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
    }

    private static int parseCount() {
        int colon = SETTING.indexOf(':');
        return colon < 0 ? 1 : Integer.parseInt(SETTING.substring(colon + 1));
    }
}
