package lianhu.core.notice;

import java.util.List;

/**
 * A text ready to be sent.
 *
 * @param title of a card; empty for a plain text
 * @param task id of the card, from which a click finds ticket and version; empty without buttons
 * @param link the page a click on the card opens; empty for none
 * @param isDigest stands for many cards, and is sent to one person seldom
 */
public record RenderedMessage(
        String title, String text, String task, List<Button> buttons, String link, boolean isDigest) {
    public RenderedMessage(String title, String text, String task, List<Button> buttons, String link) {
        this(title, text, task, buttons, link, false);
    }

    /** A button: its text and the key a click sends back. */
    public record Button(String label, String key) {}

    public static RenderedMessage text(String text) {
        return new RenderedMessage("", text, "", List.of(), "");
    }

    public static RenderedMessage digest(String text) {
        return new RenderedMessage("", text, "", List.of(), "", true);
    }

    public boolean isCard() {
        return !buttons.isEmpty();
    }
}
