package lianhu.bot.wecom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BundleTest {
    @Test
    void allThatWaitsForAGroupIsOneMessage() {
        // When
        List<Bundle> bundles = Bundle.of(List.of(item(1, "wrA", "路灯修好了"), item(2, "wrA", "水管修好了")));

        // Then
        assertEquals(1, bundles.size());
        assertEquals("路灯修好了\n\n水管修好了", bundles.getFirst().text());
        assertEquals(List.of("wrA"), bundles.getFirst().chats());
        assertEquals(2, bundles.getFirst().parts().size());
    }

    @Test
    void groupsThatHearTheSameShareATaskAndOthersDoNot() {
        // When
        List<Bundle> bundles =
                Bundle.of(List.of(item(1, "wrA", "明天停水"), item(2, "wrB", "明天停水"), item(3, "wrC", "路灯修好了")));

        // Then
        assertEquals(
                List.of(List.of("wrA", "wrB"), List.of("wrC")),
                bundles.stream().map(Bundle::chats).toList());
    }

    @Test
    void noTaskHasMoreThanTwoThousandGroups() {
        // When
        List<Bundle> bundles = Bundle.of(IntStream.range(0, 2_001)
                .mapToObj(i -> item(i, "wr" + i, "明天停水"))
                .toList());

        // Then
        assertEquals(
                List.of(2_000, 1),
                bundles.stream().map(one -> one.chats().size()).toList());
    }

    @Test
    void whatDoesNotFitWaitsForTheNextDay() {
        // Given
        String long1 = "路".repeat(800);

        // When
        List<Bundle> bundles = Bundle.of(List.of(item(1, "wrA", long1), item(2, "wrA", "短的"), item(3, "wrA", long1)));

        // Then
        assertEquals(
                List.of(1L, 2L),
                bundles.getFirst().parts().stream().map(part -> part.delivery()).toList());
        assertTrue(bundles.getFirst().text().getBytes(StandardCharsets.UTF_8).length <= Bundle.TEXT_BYTES);
    }

    private static Bundle.Item item(long delivery, String chat, String text) {
        return new Bundle.Item(delivery, chat, text);
    }
}
