package lianhu.templates;

import io.quarkus.qute.Engine;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateInstance;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Renders the texts, in a county's own words where it has them. */
public final class TextRenderer {
    /** Every text by the name of its file; a test keeps the list whole. */
    public static final List<String> NAMES = List.of(
            "ask-result",
            "ask-phone",
            "ask-return",
            "assigned",
            "bind-again",
            "bind-in-group",
            "binding-failed",
            "interference-reported",
            "broadcast-call",
            "broadcast-leave",
            "broadcast-notice",
            "bound",
            "busy",
            "call-back",
            "cannot-do",
            "called-answered",
            "card-done",
            "card-mark",
            "card-next",
            "card-stale",
            "care-welcome",
            "closed",
            "danger-advice",
            "dispatched",
            "dropped",
            "emergency-advice",
            "emergency-call",
            "greeting",
            "group-receipt",
            "group-receipt-desk",
            "group-result",
            "help",
            "merged",
            "nobody-yet",
            "nothing-to-withdraw",
            "owner-tap",
            "phone-noted",
            "photo-late",
            "photo-missing",
            "photo-noted",
            "private-result",
            "progress",
            "progress-none",
            "postponed",
            "quiet",
            "refused",
            "reopened",
            "reopened-reply",
            "safety-confirmed",
            "sealed-receipt",
            "voice-receipt",
            "staff-help",
            "staff-only",
            "statutory",
            "supplemented",
            "thank-you",
            "unbound-group",
            "unknown-number",
            "attachment-unreadable",
            "welcome",
            "which-one",
            "which-task",
            "withdrawn");

    private static final Pattern CAPITAL = Pattern.compile("(?<!^)([A-Z])");

    private final Map<String, Template> own = new HashMap<>();

    public TextRenderer() {}

    /**
     * @param overrides text by file name without ending, for instance {@code group-receipt}; a fault in one of them stops
     *     the start
     */
    public TextRenderer(Engine engine, Map<String, String> overrides) {
        overrides.forEach((name, text) -> own.put(name, engine.parse(text.strip())));
    }

    public String render(TemplateInstance text) {
        Template template = own.get(name(text.getClass()));
        return (template == null ? text.render() : render(template, text)).strip();
    }

    private static String render(Template template, TemplateInstance text) {
        TemplateInstance instance = template.instance();
        for (RecordComponent part : text.getClass().getRecordComponents()) {
            try {
                part.getAccessor().setAccessible(true);
                instance.data(part.getName(), part.getAccessor().invoke(text));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        return instance.render();
    }

    private static String name(Class<?> record) {
        return CAPITAL.matcher(record.getSimpleName()).replaceAll("-$1").toLowerCase(Locale.ROOT);
    }
}
