package lianhu.adapters.web.support;

import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.TemplateLocator.TemplateLocation;
import io.quarkus.qute.UserTagSectionHelper;
import io.quarkus.qute.Variant;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The real templates without an application around them. */
public final class PageTemplatesFixture {
    private final Engine engine = Engine.builder()
            .addDefaults()
            .addValueResolver(new ReflectionValueResolver())
            .addResultMapper(new HtmlEscaper(List.of("text/html")))
            .addSectionHelper(new UserTagSectionHelper.Factory("sign", "tags/sign"))
            .addLocator(PageTemplatesFixture::locate)
            .strictRendering(true)
            .build();

    String render(String name, Object view) {
        return renderTemplate("web/" + name, view);
    }

    /** @param template with its folder */
    public String renderTemplate(String template, Object view) {
        return engine.getTemplate(template).data("view", view).render();
    }

    public String renderGone(String template, Hotline line) {
        return engine.getTemplate(template).data("line", line).render();
    }

    String render(String name, String until, Hotline line) {
        return engine.getTemplate("web/" + name)
                .data("until", until)
                .data("line", line)
                .render();
    }

    String renderSlow(String wait, Hotline line) {
        return engine.getTemplate("web/slow")
                .data("wait", wait)
                .data("line", line)
                .render();
    }

    private static Optional<TemplateLocation> locate(String id) {
        try (@Nullable
                InputStream file = PageTemplatesFixture.class.getResourceAsStream("/templates/" + id + ".html")) {
            if (file == null) {
                return Optional.empty();
            }
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return Optional.of(new TemplateLocation() {
                @Override
                public Reader read() {
                    return new StringReader(text);
                }

                @Override
                public Optional<Variant> getVariant() {
                    return Optional.of(Variant.forContentType("text/html"));
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
