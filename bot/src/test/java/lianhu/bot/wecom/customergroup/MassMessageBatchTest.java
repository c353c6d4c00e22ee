package lianhu.bot.wecom.customergroup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MassMessageBatchTest {
    @Test
    void allThatWaitsForAGroupIsOneMessage() {
        // When
        List<MassMessageBatch> massMessageBatches =
                MassMessageBatch.split(List.of(item(1, "wrA", "路灯修好了"), item(2, "wrA", "水管修好了")));

        // Then
        assertEquals(1, massMessageBatches.size());
        assertEquals("路灯修好了\n\n水管修好了", massMessageBatches.getFirst().text());
        assertEquals(List.of("wrA"), massMessageBatches.getFirst().chats());
        assertEquals(2, massMessageBatches.getFirst().parts().size());
    }

    @Test
    void groupsThatHearTheSameShareATaskAndOthersDoNot() {
        // When
        List<MassMessageBatch> massMessageBatches = MassMessageBatch.split(
                List.of(item(1, "wrA", "明天停水"), item(2, "wrB", "明天停水"), item(3, "wrC", "路灯修好了")));

        // Then
        assertEquals(
                List.of(List.of("wrA", "wrB"), List.of("wrC")),
                massMessageBatches.stream().map(MassMessageBatch::chats).toList());
    }

    @Test
    void noTaskHasMoreThanTwoThousandGroups() {
        // When
        List<MassMessageBatch> massMessageBatches = MassMessageBatch.split(IntStream.range(0, 2_001)
                .mapToObj(i -> item(i, "wr" + i, "明天停水"))
                .toList());

        // Then
        assertEquals(
                List.of(2_000, 1),
                massMessageBatches.stream().map(one -> one.chats().size()).toList());
    }

    @Test
    void whatDoesNotFitWaitsForTheNextDay() {
        // Given
        String long1 = "路".repeat(800);

        // When
        List<MassMessageBatch> massMessageBatches =
                MassMessageBatch.split(List.of(item(1, "wrA", long1), item(2, "wrA", "短的"), item(3, "wrA", long1)));

        // Then
        assertEquals(
                List.of(1L, 2L),
                massMessageBatches.getFirst().parts().stream()
                        .map(taskPart -> taskPart.delivery())
                        .toList());
        assertTrue(massMessageBatches.getFirst().text().getBytes(StandardCharsets.UTF_8).length
                <= MassMessageBatch.TEXT_BYTES);
    }

    private static MassMessageBatch.Item item(long delivery, String chat, String text) {
        return new MassMessageBatch.Item(delivery, chat, text);
    }
}
