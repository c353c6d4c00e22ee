package lianhu.bench.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BalanceTest {
    private static final Said HEARD = new Said("m1", true, List.of("48271938"));
    private static final Filed FILED = new Filed("m1", "48271938", "GD1");

    @Test
    void whatWasHeardFiledAndToldOnceBalances() {
        // When
        Balance balance = balance(List.of(HEARD), List.of(FILED), List.of(new Told("GD1", "SENT")), Map.of("GD1", 1));

        // Then
        assertEquals(new Balance(1, 1, 0, 0, 0, 0, 0, List.of()), balance);
    }

    @Test
    void anAcknowledgedMessageThatIsNotThereIsLost() {
        // When
        Balance balance = balance(List.of(HEARD), List.of(), List.of(), Map.of());

        // Then
        assertEquals(1, balance.lost());
        assertTrue(balance.faults().getFirst().contains("m1"));
    }

    @Test
    void anAcknowledgementWithoutItsReceiptIsLost() {
        // When
        Balance balance = balance(List.of(new Said("m1", true, List.of())), List.of(FILED), List.of(), Map.of());

        // Then
        assertEquals(1, balance.lost());
    }

    @Test
    void whatTheGatewayNeverAcknowledgedIsNotLostByIt() {
        // When
        Balance balance = balance(List.of(new Said("m1", false, List.of())), List.of(), List.of(), Map.of());

        // Then
        assertEquals(0, balance.lost());
        assertEquals(1, balance.unanswered());
    }

    @Test
    void anotherReceiptThanTheOneFiledIsADouble() {
        // Given
        Said twice = new Said("m1", true, List.of("48271938", "11112222"));

        // When
        Balance balance = balance(List.of(twice), List.of(FILED), List.of(), Map.of());

        // Then
        assertEquals(1, balance.doubled());
    }

    @Test
    void oneMessageFiledTwiceIsADouble() {
        // When
        Balance balance =
                balance(List.of(HEARD), List.of(FILED, new Filed("m1", "11112222", "GD2")), List.of(), Map.of());

        // Then
        assertEquals(1, balance.doubled());
    }

    @Test
    void aTicketWithoutAReceiptIsADouble() {
        // When
        Balance balance = Balance.of(new Books(List.of(HEARD), List.of(FILED), 2, List.of(), Map.of()));

        // Then
        assertEquals(2, balance.doubled());
    }

    @Test
    void aNoticeMarkedSentAndNeverSeenIsLost() {
        // When
        Balance balance = balance(List.of(HEARD), List.of(FILED), List.of(new Told("GD1", "SENT")), Map.of());

        // Then
        assertEquals(1, balance.lost());
    }

    @Test
    void aNoticeSeenTwiceIsADoubleWhateverItsState() {
        for (String state : List.of("SENT", "UNKNOWN")) {
            // When
            Balance balance =
                    balance(List.of(HEARD), List.of(FILED), List.of(new Told("GD1", state)), Map.of("GD1", 2));

            // Then
            assertEquals(1, balance.doubled(), state);
        }
    }

    @Test
    void anUnknownNoticeMayHaveBeenSeenOrNot() {
        for (int seen = 0; seen <= 1; seen++) {
            // When
            Balance balance =
                    balance(List.of(HEARD), List.of(FILED), List.of(new Told("GD1", "UNKNOWN")), Map.of("GD1", seen));

            // Then
            assertEquals(new Balance(1, 1, 0, 0, 1, 0, 0, List.of()), balance);
        }
    }

    @Test
    void aNoticeThatWaitsAndWasSeenWillBeSeenTwice() {
        // When
        Balance balance =
                balance(List.of(HEARD), List.of(FILED), List.of(new Told("GD1", "PENDING")), Map.of("GD1", 1));

        // Then
        assertEquals(1, balance.doubled());
        assertEquals(1, balance.unsent());
    }

    private static Balance balance(List<Said> said, List<Filed> filed, List<Told> told, Map<String, Integer> shown) {
        return Balance.of(new Books(said, filed, 0, told, shown));
    }
}
