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

    /** All of it, where nobody else listens. */
    public String words() {
        return aside.isEmpty() ? text : aside;
    }

    /** Without the words. */
    @Override
    public String toString() {
        return "Answer[hidden]";
    }
}
