package lianhu.bot.conversation;

import java.util.Optional;

/**
 * What is answered at once.
 *
 * @param text where it was said; empty for nothing
 * @param aside to the speaker alone, because it does not belong where it was said; empty for nothing
 * @param mark on the card that was pressed
 */
public record Reply(String text, String privateText, Optional<CardStatus> cardStatus) {
    /** The outbox answers. */
    public static final Reply NONE = of("");

    public Reply(String text, String aside) {
        this(text, aside, Optional.empty());
    }

    public static Reply of(String text) {
        return new Reply(text, "");
    }

    public Reply withCardStatus(String responseCode, String label) {
        return responseCode.isEmpty()
                ? this
                : new Reply(text, privateText, Optional.of(new CardStatus(responseCode, label)));
    }

    /** All of it, where nobody else listens. */
    public String completeText() {
        return privateText.isEmpty() ? text : privateText;
    }

    /** Without the words. */
    @Override
    public String toString() {
        return "Answer[hidden]";
    }
}
