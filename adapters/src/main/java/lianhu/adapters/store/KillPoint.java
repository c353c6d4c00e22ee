package lianhu.adapters.store;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Where a test may pull the plug: {@code -Dlianhu.failpoint=after-commit} or {@code after-commit:7} for the seventh time.
 * Does nothing without that property.
 */
public enum KillPoint {
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

    private static final String WANTED = System.getProperty("lianhu.failpoint", "");
    private static final @Nullable KillPoint CHOSEN = chosen();
    private static final AtomicInteger LEFT = new AtomicInteger(times());
    /** What a shell reports for a program that was ended by kill -9. */
    private static final int KILLED = 137;

    @SuppressWarnings("ReferenceEquality") // constants of an enum
    public void reach() {
        if (CHOSEN == this && LEFT.decrementAndGet() == 0) {
            Runtime.getRuntime().halt(KILLED);
        }
    }

    private static @Nullable KillPoint chosen() {
        String name = WANTED.split(":", 2)[0];
        return name.isEmpty()
                ? null
                : valueOf(name.toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
    }

    private static int times() {
        int colon = WANTED.indexOf(':');
        return colon < 0 ? 1 : Integer.parseInt(WANTED.substring(colon + 1));
    }
}
