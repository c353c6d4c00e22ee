package lianhu.core.report;

import java.util.List;
import java.util.regex.Pattern;

/** 还不行, 没修好, 2: recognises words that say that a result has not put the matter right. */
public final class NotFixedText {
    /** A whole message. The digit answers 1 好了, 2 没好, 3 好了一半. */
    public static final List<String> MESSAGES = List.of(
            "2 2没好 还不行 还是不行 不行 没好 还没好 没有好 没修好 没有修好 没办好 没有办好 没弄好 没解决 没有解决 还没解决 还是没好 还是没修好 还不亮 还是不亮 又坏了 又不亮了 又不行了 不满意 很不满意"
                    .split(" "));

    /** A single digit would mean nothing to a person who reads it later. */
    public static final String SPELLED_OUT = "还没好";

    private static final Pattern PHRASE =
            Pattern.compile("还是?不行|还是(不|没)(亮|通|好)|(还|又|根本|并)没(有)?(修|办|弄|处理)好|没(有)?(修|办|弄)好|没(有)?解决|又(坏|不亮|不通|堵)了");

    /** 还没好啊 says what 还没好 says. */
    private static final Pattern PARTICLES = Pattern.compile("[啊呀呢吧哦嘛哈噢喔嗷哩哇]{1,3}$");

    /** Whether the whole message says it, whatever particle it ends with; the message without spaces and punctuation. */
    public static boolean isMessage(String bare) {
        return MESSAGES.contains(withoutParticles(bare));
    }

    static String withoutParticles(String bare) {
        return PARTICLES.matcher(bare).replaceFirst("");
    }

    /** Finds it inside a sentence that may also be a report. */
    public static boolean isWithin(String plain) {
        return PHRASE.matcher(plain).find();
    }

    private NotFixedText() {}
}
