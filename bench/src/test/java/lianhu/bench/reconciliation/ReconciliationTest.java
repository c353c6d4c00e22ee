package lianhu.bench.reconciliation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReconciliationTest {
    private static final SentMessage ANSWERED = new SentMessage("m1", true, List.of("48271938"));
    private static final StoredReport STORED = new StoredReport("m1", "48271938", "GD1");

    @Test
    void whatWasHeardFiledAndToldOnceBalances() {
        // When
        Reconciliation reconciliation = balance(
                List.of(ANSWERED), List.of(STORED), List.of(new StoredDelivery("GD1", "SENT")), Map.of("GD1", 1));

        // Then
        assertEquals(new Reconciliation(1, 1, 0, 0, 0, 0, 0, List.of()), reconciliation);
    }

    @Test
    void anAcknowledgedMessageThatIsNotThereIsLost() {
        // When
        Reconciliation reconciliation = balance(List.of(ANSWERED), List.of(), List.of(), Map.of());

        // Then
        assertEquals(1, reconciliation.lost());
        assertTrue(reconciliation.faults().getFirst().contains("m1"));
    }

    @Test
    void anAcknowledgementWithoutItsReceiptIsLost() {
        // When
        Reconciliation reconciliation =
                balance(List.of(new SentMessage("m1", true, List.of())), List.of(STORED), List.of(), Map.of());

        // Then
        assertEquals(1, reconciliation.lost());
    }

    @Test
    void whatTheGatewayNeverAcknowledgedIsNotLostByIt() {
        // When
        Reconciliation reconciliation =
                balance(List.of(new SentMessage("m1", false, List.of())), List.of(), List.of(), Map.of());

        // Then
        assertEquals(0, reconciliation.lost());
        assertEquals(1, reconciliation.unanswered());
    }

    @Test
    void anotherReceiptThanTheOneFiledIsADouble() {
        // Given
        SentMessage twice = new SentMessage("m1", true, List.of("48271938", "11112222"));

        // When
        Reconciliation reconciliation = balance(List.of(twice), List.of(STORED), List.of(), Map.of());

        // Then
        assertEquals(1, reconciliation.duplicated());
    }

    @Test
    void oneMessageFiledTwiceIsADouble() {
        // When
        Reconciliation reconciliation = balance(
                List.of(ANSWERED), List.of(STORED, new StoredReport("m1", "11112222", "GD2")), List.of(), Map.of());

        // Then
        assertEquals(1, reconciliation.duplicated());
    }

    @Test
    void aTicketWithoutAReceiptIsADouble() {
        // When
        Reconciliation reconciliation =
                Reconciliation.of(new LedgerSnapshot(List.of(ANSWERED), List.of(STORED), 2, List.of(), Map.of()));

        // Then
        assertEquals(2, reconciliation.duplicated());
    }

    @Test
    void aNoticeMarkedSentAndNeverSeenIsLost() {
        // When
        Reconciliation reconciliation =
                balance(List.of(ANSWERED), List.of(STORED), List.of(new StoredDelivery("GD1", "SENT")), Map.of());

        // Then
        assertEquals(1, reconciliation.lost());
    }

    @Test
    void aNoticeSeenTwiceIsADoubleWhateverItsState() {
        for (String state : List.of("SENT", "UNKNOWN")) {
            // When
            Reconciliation reconciliation = balance(
                    List.of(ANSWERED), List.of(STORED), List.of(new StoredDelivery("GD1", state)), Map.of("GD1", 2));

            // Then
            assertEquals(1, reconciliation.duplicated(), state);
        }
    }

    @Test
    void anUnknownNoticeMayHaveBeenSeenOrNot() {
        for (int seen = 0; seen <= 1; seen++) {
            // When
            Reconciliation reconciliation = balance(
                    List.of(ANSWERED),
                    List.of(STORED),
                    List.of(new StoredDelivery("GD1", "UNKNOWN")),
                    Map.of("GD1", seen));

            // Then
            assertEquals(new Reconciliation(1, 1, 0, 0, 1, 0, 0, List.of()), reconciliation);
        }
    }

    @Test
    void aNoticeThatWaitsAndWasSeenWillBeSeenTwice() {
        // When
        Reconciliation reconciliation = balance(
                List.of(ANSWERED), List.of(STORED), List.of(new StoredDelivery("GD1", "PENDING")), Map.of("GD1", 1));

        // Then
        assertEquals(1, reconciliation.duplicated());
        assertEquals(1, reconciliation.unsent());
    }

    private static Reconciliation balance(
            List<SentMessage> sentMessage,
            List<StoredReport> storedReport,
            List<StoredDelivery> storedDelivery,
            Map<String, Integer> shown) {
        return Reconciliation.of(new LedgerSnapshot(sentMessage, storedReport, 0, storedDelivery, shown));
    }
}
