package lianhu.bot.conversation;

import java.util.Optional;

/**
 * The immediate reply to a message.
 *
 * @param text in the place of the message; empty for none
 * @param privateText to the sender alone, because it must not be read in the place of the message; empty for none
 * @param cardStatus of the card that was pressed
 */
public record Reply(String text, String privateText, Optional<CardStatus> cardStatus) {
    /** No immediate reply; the outbox sends one. */
    public static final Reply NONE = of("");

    public Reply(String text, String privateText) {
        this(text, privateText, Optional.empty());
    }

    public static Reply of(String text) {
        return new Reply(text, "");
    }

    public Reply withCardStatus(String responseCode, String label) {
        return responseCode.isEmpty()
                ? this
                : new Reply(text, privateText, Optional.of(new CardStatus(responseCode, label)));
    }

    /** The whole reply, for a private chat. */
    public String completeText() {
        return privateText.isEmpty() ? text : privateText;
    }

    /** Without the text. */
    @Override
    public String toString() {
        return "Reply[hidden]";
    }
}
