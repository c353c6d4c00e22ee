package lianhu.core.notice;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import lianhu.core.report.DrillMark;
import lianhu.core.sms.SmsTemplate;

/**
 * A text ready to be sent.
 *
 * @param title of a card; empty for a plain text
 * @param task id of the card, from which a click finds ticket and version; empty without buttons
 * @param link the page a click on the card opens; empty for none
 * @param isDigest stands for many cards, and is sent to one person seldom
 * @param filled the template of an SMS with its values; empty for every other text
 */
public record RenderedMessage(
        String title,
        String text,
        String task,
        List<Button> buttons,
        String link,
        boolean isDigest,
        Optional<FilledTemplate> filled) {
    public RenderedMessage(String title, String text, String task, List<Button> buttons, String link) {
        this(title, text, task, buttons, link, false, Optional.empty());
    }

    /** @param values of the placeholders by name */
    public record FilledTemplate(SmsTemplate template, SequencedMap<String, String> values) {}

    /** A button: its text and the key a click sends back. */
    public record Button(String label, String key) {}

    public static RenderedMessage text(String text) {
        return new RenderedMessage("", text, "", List.of(), "");
    }

    public static RenderedMessage digest(String text) {
        return new RenderedMessage("", text, "", List.of(), "", true, Optional.empty());
    }

    public static RenderedMessage sms(SmsTemplate template, String text, SequencedMap<String, String> values) {
        return new RenderedMessage(
                "", text, "", List.of(), "", false, Optional.of(new FilledTemplate(template, values)));
    }

    /** The beginning of what is read is the title of a card. No template of an SMS has the mark, so none is filled. */
    public RenderedMessage asDrill() {
        return new RenderedMessage(
                title.isBlank() ? title : DrillMark.first(title),
                title.isBlank() ? DrillMark.first(text) : text,
                task,
                buttons,
                link,
                isDigest,
                Optional.empty());
    }

    public boolean isCard() {
        return !buttons.isEmpty();
    }
}
