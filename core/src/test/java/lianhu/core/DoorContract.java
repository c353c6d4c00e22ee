package lianhu.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every door keeps, whatever comes through it. */
public abstract class DoorContract {
    private static final String WORDS = "村口路灯坏了三天了";

    /** One person says something at the door. */
    public interface Door {
        /** @param id of the message: the same one again is a redelivery */
        Uni<Heard> say(String id, String words);
    }

    /**
     * What the other side sees.
     *
     * @param answer after opening what is sealed; empty for none
     */
    public record Heard(int status, String answer) {
        boolean isAcknowledged() {
            return status >= 200 && status < 300;
        }
    }

    /** The door in front of this road. */
    protected abstract Door door(Reports reports);

    private final MemoryFilings filings = new MemoryFilings(new MemoryTickets(() -> SmallCounty.NOW));
    private final List<Receipt> receipts = new ArrayList<>();
    private final MemoryReports reports =
            new MemoryReports(SmallCounty.intake(filing -> filings.keep(filing).invoke(receipts::add)));

    @Test
    void theSameMessageTwiceIsOneReceiptAndTheSameAnswer() {
        // Given
        Door door = door(reports);
        Heard first = heard(door.say("m1", WORDS));

        // When
        Heard again = heard(door.say("m1", WORDS));

        // Then
        assertTrue(first.isAcknowledged());
        assertEquals(first, again);
        assertEquals(2, receipts.size());
        assertEquals(receipts.getFirst(), receipts.getLast());
    }

    @Test
    void twoMessagesOfTheSameWordsAreTwoReceipts() {
        // Given
        Door door = door(reports);
        heard(door.say("m1", WORDS));

        // When
        heard(door.say("m2", WORDS));

        // Then
        assertNotEquals(receipts.getFirst().no(), receipts.getLast().no());
    }

    @Test
    void anUnfiledReportIsNotAcknowledgedAndIsTakenWhenItComesAgain() {
        // Given
        Door door = door(reports);
        reports.breakDown();
        Heard refused = heard(door.say("m1", WORDS));
        reports.mend();

        // When
        Heard again = heard(door.say("m1", WORDS));

        // Then
        assertEquals(503, refused.status());
        assertEquals("", refused.answer());
        assertTrue(again.isAcknowledged());
        assertEquals(1, receipts.size());
    }

    @Test
    void nothingIsAcknowledgedBeforeItIsFiled() {
        // Given
        Door door = door(reports);
        reports.hold();
        List<Heard> heard = new ArrayList<>();

        // When
        door.say("m1", WORDS).subscribe().with(heard::add);

        // Then
        assertEquals(List.of(), heard);
        reports.letGo();
        assertTrue(heard.getFirst().isAcknowledged());
    }

    @Test
    void oneMoreThanTwoThousandInFlightIsAskedToComeAgain() {
        // Given
        Door door = door(reports);
        reports.hold();
        List<Heard> heard = new ArrayList<>();
        for (int i = 0; i < MemoryReports.MOST_IN_FLIGHT; i++) {
            door.say("m" + i, WORDS).subscribe().with(heard::add);
        }

        // When
        Heard tooMany = heard(door.say("one more", WORDS));

        // Then
        assertEquals(503, tooMany.status());
        assertEquals(List.of(), heard);
        reports.letGo();
        assertEquals(MemoryReports.MOST_IN_FLIGHT, heard.size());
        assertTrue(heard.stream().allMatch(Heard::isAcknowledged));
    }

    private static Heard heard(Uni<Heard> said) {
        return said.await().indefinitely();
    }
}
