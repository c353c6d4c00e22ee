package lianhu.templates;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.Engine;
import io.quarkus.qute.ReflectionValueResolver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TextRendererTest {
    @Test
    void everyTextHasARecordInTheClassOfItsFolder() {
        assertEquals(files("notice"), basePaths(Notices.class, "notice"));
        assertEquals(files("reply"), basePaths(Replies.class, "reply"));
        assertEquals(
                Stream.of("notice", "reply")
                        .flatMap(folder -> files(folder).stream())
                        .sorted()
                        .toList(),
                TextRenderer.NAMES);
    }

    @Test
    void aTextOfTheCountyReplacesTheOneOfTheSameName() {
        Engine engine = Engine.builder()
                .addDefaults()
                .addValueResolver(new ReflectionValueResolver())
                .build();
        TextRenderer textRenderer = new TextRenderer(engine, Map.of("phone-noted", "记下了 {phone}。\n"));
        assertEquals("记下了 139。", textRenderer.render(new Replies.PhoneNoted("139", false)));
    }

    @Test
    void aReplyAboutADrillBeginsWithItsMarkAndNoOtherReplyDoes() {
        Engine engine = Engine.builder()
                .addDefaults()
                .addValueResolver(new ReflectionValueResolver())
                .build();
        TextRenderer textRenderer = new TextRenderer(
                engine, Map.of("withdrawn", "“{title}”（{receipt}）撤回了。\n", "ask-result", "{receipt}：{title}"));

        assertEquals("【演练】“路灯不亮”（1）撤回了。", textRenderer.render(new Replies.Withdrawn("【演练】路灯不亮", "1")));
        assertEquals("“路灯不亮”（1）撤回了。", textRenderer.render(new Replies.Withdrawn("路灯不亮", "1")));
        assertEquals("【演练】：路灯", textRenderer.render(new Replies.AskResult("路灯", "【演练】")));
    }

    private static TreeSet<String> files(String folder) {
        try (Stream<Path> paths = Files.list(Path.of(folder))) {
            return paths.map(path -> path.getFileName().toString().replace(".txt", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TreeSet<String> basePaths(Class<?> texts, String folder) {
        return Arrays.stream(texts.getDeclaredClasses())
                .filter(text -> text.isAnnotationPresent(CheckedTemplate.class)
                        && text.getAnnotation(CheckedTemplate.class).basePath().equals(folder))
                .map(text ->
                        text.getSimpleName().replaceAll("(?<!^)([A-Z])", "-$1").toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
