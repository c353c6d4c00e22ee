package lianhu.bot.talk;

/**
 * What is answered at once.
 *
 * @param text where it was said; empty for nothing
 * @param aside to the speaker alone, because it does not belong where it was said; empty for nothing
 */
public record Answer(String text, String aside) {
    /** The outbox answers. */
    public static final Answer NOTHING = new Answer("", "");

    public static Answer said(String text) {
        return new Answer(text, "");
    }

    /** Without the words. */
    @Override
    public String toString() {
        return "Answer[hidden]";
    }
}
