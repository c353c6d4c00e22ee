package lianhu.templates;

import io.quarkus.qute.Engine;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateInstance;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lianhu.core.report.DrillMark;

/** Renders the texts; a text of the county's own replaces the one of the same name. */
public final class TextRenderer {
    private static final Pattern CAPITAL = Pattern.compile("(?<!^)([A-Z])");

    /** The names of all texts: those of their files without the ending, for instance {@code group-receipt}. */
    public static final List<String> NAMES = Stream.of(Notices.class, Replies.class)
            .flatMap(texts -> Arrays.stream(texts.getDeclaredClasses()))
            .filter(TemplateInstance.class::isAssignableFrom)
            .map(TextRenderer::name)
            .sorted()
            .toList();

    private final Map<String, Template> overrides = new HashMap<>();

    /**
     * @param overrides the county's texts by name
     * @throws io.quarkus.qute.TemplateException if one of them does not parse
     */
    public TextRenderer(Engine engine, Map<String, String> overrides) {
        overrides.forEach((name, text) -> this.overrides.put(name, engine.parse(text.strip())));
    }

    /** What names the title of a drill begins with its mark. */
    public String render(TemplateInstance text) {
        Template template = overrides.get(name(text.getClass()));
        String words = (template == null ? text.render() : render(template, text)).strip();
        return isAboutDrill(text) ? DrillMark.first(words) : words;
    }

    private static boolean isAboutDrill(TemplateInstance text) {
        return Arrays.stream(text.getClass().getRecordComponents())
                .filter(part -> part.getName().equals("title"))
                .anyMatch(part -> value(part, text) instanceof String title && DrillMark.isOn(title));
    }

    private static String render(Template template, TemplateInstance text) {
        TemplateInstance instance = template.instance();
        for (RecordComponent part : text.getClass().getRecordComponents()) {
            instance.data(part.getName(), value(part, text));
        }
        return instance.render();
    }

    private static Object value(RecordComponent part, TemplateInstance text) {
        try {
            part.getAccessor().setAccessible(true);
            return part.getAccessor().invoke(text);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String name(Class<?> text) {
        return CAPITAL.matcher(text.getSimpleName()).replaceAll("-$1").toLowerCase(Locale.ROOT);
    }
}
