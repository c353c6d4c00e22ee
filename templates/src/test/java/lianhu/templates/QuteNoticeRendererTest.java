package lianhu.templates;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.qute.Engine;
import io.quarkus.qute.ReflectionValueResolver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import lianhu.core.notice.Notice;
import org.junit.jupiter.api.Test;

class QuteNoticeRendererTest {
    private static final Instant NOW = Instant.parse("2026-11-29T02:00:00Z");

    /** A message that is cut off at its end still says where nobody answers. */
    @Test
    void aReminderBeginsWithThePlacesAndNamesTwentyAtMost() throws IOException {
        List<String> places = IntStream.rangeClosed(1, 34)
                .mapToObj(unit -> "上河村" + unit + "组（联户长老张）")
                .toList();

        String many = reminder(places);
        String few = reminder(places.subList(0, 20));

        assertTrue(many.startsWith("（一级一级都叫过了，还没有人应：上河村1组（联户长老张）、"), many);
        assertTrue(many.contains("上河村20组（联户长老张）等 34 处。"), many);
        assertFalse(many.contains("上河村21组"), many);
        assertTrue(many.endsWith("\n马上转移"), many);
        assertTrue(few.contains("、上河村20组（联户长老张）。"), few);
        assertEquals(2, many.lines().count());
    }

    private static String reminder(List<String> places) throws IOException {
        TextRenderer texts = new TextRenderer(
                Engine.builder()
                        .addDefaults()
                        .addValueResolver(new ReflectionValueResolver())
                        .build(),
                Map.of("broadcast-reminder", Files.readString(Path.of("notice/broadcast-reminder.txt"))));
        return new QuteNoticeRenderer(texts, () -> NOW, new CountyContact("", "", ""))
                .render(new Notice.BroadcastReminder("马上转移", places))
                .text();
    }
}
