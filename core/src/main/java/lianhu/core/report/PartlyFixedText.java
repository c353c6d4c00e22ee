package lianhu.core.report;

import java.util.List;
import java.util.regex.Pattern;

/** 好了一半, 3: recognises words that say that a result has put the matter right in part. It is handled again. */
public final class PartlyFixedText {
    /** A whole message. The digit answers 1 好了, 2 没好, 3 好了一半. */
    public static final List<String> MESSAGES = List.of("3 3好了一半 好了一半 修了一半 办了一半 一半 好了一部分 只好了一半".split(" "));

    /** A single digit would mean nothing to a person who reads it later. */
    public static final String SPELLED_OUT = "好了一半";

    private static final Pattern BEGINNING = Pattern.compile("^[只才]?[修办弄]?好了一(半|部分)");

    /** Whether the whole message says it, whatever particle it ends with; the message without spaces and punctuation. */
    public static boolean isMessage(String bare) {
        return MESSAGES.contains(NotFixedText.withoutParticles(bare));
    }

    /** 好了一半，还差一个灯: begins with it and says more. */
    public static boolean isBeginning(String plain) {
        return BEGINNING.matcher(plain).find();
    }

    private PartlyFixedText() {}
}
