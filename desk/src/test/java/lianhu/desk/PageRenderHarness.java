package lianhu.desk;

import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.TemplateLocator;
import io.quarkus.qute.Variant;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import lianhu.core.query.TicketQueries;
import lianhu.desk.format.DemoMode;
import lianhu.desk.format.PageRenderer;
import lianhu.desk.queue.TicketSummaryRow;

/** Pages without a server; what is kept lies in target/render to be looked at. */
public final class PageRenderHarness {
    public static PageRenderer pages() {
        return new PageRenderer(engine(), DeskFixture.NAMES, demoMode(), InstantSource.fixed(DeskFixture.NOW));
    }

    public static TicketSummaryRow summaryRow() {
        return new TicketSummaryRow(DeskFixture.NAMES, InstantSource.fixed(DeskFixture.NOW));
    }

    public static DemoMode demoMode() {
        return new DemoMode(true, 8090);
    }

    public static TicketQueries.Page tickets() {
        return TicketFixtures.all();
    }

    public static void keep(String name, String page) {
        try {
            Path folder = Files.createDirectories(Path.of("target", "render"));
            Files.writeString(folder.resolve(name + ".html"), page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As the application sets it up: templates by path, HTML escaped. */
    private static Engine engine() {
        return Engine.builder()
                .addDefaults()
                .addValueResolver(new ReflectionValueResolver())
                .addResultMapper(new HtmlEscaper(List.of(Variant.TEXT_HTML)))
                .addLocator(id -> Optional.ofNullable(PageRenderHarness.class.getResource(
                                "/templates/" + (id.endsWith(".html") ? id : id + ".html")))
                        .map(ClasspathTemplate::new))
                .build();
    }

    private record ClasspathTemplate(URL url) implements TemplateLocator.TemplateLocation {
        @Override
        public Reader read() {
            try {
                return new InputStreamReader(url.openStream(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public Optional<Variant> getVariant() {
            return Optional.of(Variant.forContentType(Variant.TEXT_HTML));
        }
    }

    private PageRenderHarness() {}
}
