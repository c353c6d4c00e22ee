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

    public String render(TemplateInstance text) {
        Template template = overrides.get(name(text.getClass()));
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

    private static String name(Class<?> text) {
        return CAPITAL.matcher(text.getSimpleName()).replaceAll("-$1").toLowerCase(Locale.ROOT);
    }
}
