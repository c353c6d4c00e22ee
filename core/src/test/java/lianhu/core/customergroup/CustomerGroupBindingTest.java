package lianhu.core.customergroup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import lianhu.core.area.AreaCode;
import lianhu.core.customergroup.CustomerGroup.BindingStatus;
import lianhu.core.customergroup.CustomerGroup.Snapshot;
import org.junit.jupiter.api.Test;

class CustomerGroupBindingTest {
    private static final AreaCode ONE = new AreaCode("621099101201001-L001");
    private static final AreaCode TWO = new AreaCode("621099101201001-L002");

    @Test
    void aGroupIsBoundByTheJoinCodeOfItsMembers() {
        // Given
        CustomerGroup fresh = CustomerGroup.firstSeen(sight(), Optional.empty());

        // When
        CustomerGroup joined = fresh.withSnapshot(sight(ONE));

        // Then
        assertEquals(BindingStatus.CANDIDATE, fresh.status());
        assertEquals(BindingStatus.BOUND, joined.status());
        assertEquals(Optional.of(ONE), joined.area());
    }

    @Test
    void twoCodesAreAConflictThatKeepsTheEarlierPlace() {
        // Given
        CustomerGroup bound = CustomerGroup.firstSeen(sight(ONE), Optional.empty());

        // When
        CustomerGroup both = bound.withSnapshot(sight(ONE, TWO));

        // Then
        assertEquals(BindingStatus.CONFLICT, both.status());
        assertEquals(Optional.of(ONE), both.area());
        assertEquals(
                Optional.empty(),
                CustomerGroup.firstSeen(sight(ONE, TWO), Optional.empty()).area());
    }

    @Test
    void aPersonsDecisionHoldsAgainstKnownEvidence() {
        // Given
        CustomerGroup decided =
                CustomerGroup.firstSeen(sight(ONE, TWO), Optional.empty()).assignedTo(TWO);

        // When
        CustomerGroup again = decided.withSnapshot(sight(ONE, TWO));

        // Then
        assertEquals(BindingStatus.DECIDED, again.status());
        assertEquals(Optional.of(TWO), again.area());
    }

    @Test
    void newEvidenceAgainstAPersonIsAConflict() {
        // Given
        CustomerGroup imported = CustomerGroup.firstSeen(sight(), Optional.of(ONE));

        // When
        CustomerGroup now = imported.withSnapshot(sight(TWO));

        // Then
        assertEquals(BindingStatus.DECIDED, imported.status());
        assertEquals(BindingStatus.CONFLICT, now.status());
        assertEquals(Optional.of(ONE), now.area());
    }

    @Test
    void leavingMembersDoNotEndABinding() {
        // Given
        CustomerGroup bound = CustomerGroup.firstSeen(sight(ONE), Optional.empty());

        // When
        CustomerGroup later = bound.withSnapshot(sight());

        // Then
        assertEquals(BindingStatus.BOUND, later.status());
        assertEquals(Optional.of(ONE), later.area());
    }

    @Test
    void aConflictEndsWhenOnlyTheOldCodeIsLeft() {
        // Given
        CustomerGroup conflict =
                CustomerGroup.firstSeen(sight(ONE), Optional.empty()).withSnapshot(sight(ONE, TWO));

        // When
        CustomerGroup later = conflict.withSnapshot(sight(ONE));

        // Then
        assertEquals(BindingStatus.BOUND, later.status());
    }

    private static Snapshot sight(AreaCode... units) {
        return new Snapshot("wr1", "河边群", "zhangsan", List.of(units), "v" + units.length);
    }
}
