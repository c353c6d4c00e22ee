package lianhu.bot.talk;

import java.util.Optional;

/**
 * What is answered at once.
 *
 * @param text where it was said; empty for nothing
 * @param aside to the speaker alone, because it does not belong where it was said; empty for nothing
 * @param mark on the card that was pressed
 */
public record Answer(String text, String aside, Optional<Mark> mark) {
    /** The outbox answers. */
    public static final Answer NOTHING = said("");

    public Answer(String text, String aside) {
        this(text, aside, Optional.empty());
    }

    public static Answer said(String text) {
        return new Answer(text, "");
    }

    Answer marking(String responseCode, String label) {
        return responseCode.isEmpty() ? this : new Answer(text, aside, Optional.of(new Mark(responseCode, label)));
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
