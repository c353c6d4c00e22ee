package lianhu.core.report;

import java.util.regex.Pattern;

/** 催, 咋还没修: recognises words that ask for speed, and not only for the state. */
public final class UrgeText {
    private static final Pattern URGE =
            Pattern.compile("催|快点|快些|(咋|怎么|为什么|为啥)(到现在|这么久|一直)?(都|还)?(没|不)|(都|到现在|这么久)(都)?还?没(有)?(人)?(来|管|修|办|处理)");

    public static boolean matches(String words) {
        return URGE.matcher(words).find();
    }

    private UrgeText() {}
}
