package lianhu.core.notice;

import java.util.List;

/**
 * Words ready to go out.
 *
 * @param title of a card; empty for a plain text
 * @param task names the card, so that a click finds its ticket and version; empty without buttons
 */
public record RenderedMessage(String title, String text, String task, List<Button> buttons) {
    /** A button: what it says, and what it sends back. */
    public record Button(String label, String key) {}

    public static RenderedMessage text(String text) {
        return new RenderedMessage("", text, "", List.of());
    }

    public boolean isCard() {
        return !buttons.isEmpty();
    }
}
