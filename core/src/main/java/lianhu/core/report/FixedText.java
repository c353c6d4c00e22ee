package lianhu.core.report;

import java.util.List;

/** 好了, 修好了, 1: recognises words that say that a result has put the matter right. */
public final class FixedText {
    /** A whole message. The digit answers 1 好了, 2 没好, 3 好了一半. */
    public static final List<String> MESSAGES = List.of(
            "1 1好了 好了 都好了 已经好了 修好了 已经修好了 已修好 办好了 已经办好了 弄好了 解决了 已解决 已经解决了 问题解决了 满意 很满意 好了谢谢 修好了谢谢 解决了谢谢".split(" "));

    /** A single digit would mean nothing to a person who reads it later. */
    public static final String SPELLED_OUT = "已经好了";

    /** Whether the whole message says it, whatever particle it ends with; the message without spaces and punctuation. */
    public static boolean isMessage(String bare) {
        return MESSAGES.contains(NotFixedText.withoutParticles(bare));
    }

    private FixedText() {}
}
