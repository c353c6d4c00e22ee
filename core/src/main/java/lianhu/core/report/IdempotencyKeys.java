package lianhu.core.report;

import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Keys of forms: the same form, sent twice, has the same key and one effect. */
public final class IdempotencyKeys {
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{8,64}");

    /** The key of the form, or a new one when it is missing or malformed. */
    public static String keyOrNew(@Nullable String text) {
        return text != null && KEY.matcher(text).matches() ? text : newKey();
    }

    public static String newKey() {
        return UUID.randomUUID().toString();
    }

    private IdempotencyKeys() {}
}
