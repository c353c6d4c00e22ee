package lianhu.core.group;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import lianhu.core.area.AreaCode;
import lianhu.core.group.CustomerGroup.Sight;
import lianhu.core.group.CustomerGroup.Standing;
import org.junit.jupiter.api.Test;

class CustomerGroupTest {
    private static final AreaCode ONE = new AreaCode("621099101201001-L001");
    private static final AreaCode TWO = new AreaCode("621099101201001-L002");

    @Test
    void aGroupIsBoundByTheCodeItsMembersCameBy() {
        // Given
        CustomerGroup fresh = CustomerGroup.first(sight(), Optional.empty());

        // When
        CustomerGroup joined = fresh.seen(sight(ONE));

        // Then
        assertEquals(Standing.CANDIDATE, fresh.standing());
        assertEquals(Standing.BOUND, joined.standing());
        assertEquals(Optional.of(ONE), joined.area());
    }

    @Test
    void twoCodesAreAConflictThatKeepsThePlaceItHad() {
        // Given
        CustomerGroup bound = CustomerGroup.first(sight(ONE), Optional.empty());

        // When
        CustomerGroup both = bound.seen(sight(ONE, TWO));

        // Then
        assertEquals(Standing.CONFLICT, both.standing());
        assertEquals(Optional.of(ONE), both.area());
        assertEquals(
                Optional.empty(),
                CustomerGroup.first(sight(ONE, TWO), Optional.empty()).area());
    }

    @Test
    void whatAPersonSaidHoldsAgainstTheEvidenceSheKnew() {
        // Given
        CustomerGroup decided =
                CustomerGroup.first(sight(ONE, TWO), Optional.empty()).decided(TWO);

        // When
        CustomerGroup again = decided.seen(sight(ONE, TWO));

        // Then
        assertEquals(Standing.DECIDED, again.standing());
        assertEquals(Optional.of(TWO), again.area());
    }

    @Test
    void newEvidenceAgainstAPersonIsAConflict() {
        // Given
        CustomerGroup imported = CustomerGroup.first(sight(), Optional.of(ONE));

        // When
        CustomerGroup now = imported.seen(sight(TWO));

        // Then
        assertEquals(Standing.DECIDED, imported.standing());
        assertEquals(Standing.CONFLICT, now.standing());
        assertEquals(Optional.of(ONE), now.area());
    }

    @Test
    void membersWhoLeaveDoNotLoosenABinding() {
        // Given
        CustomerGroup bound = CustomerGroup.first(sight(ONE), Optional.empty());

        // When
        CustomerGroup later = bound.seen(sight());

        // Then
        assertEquals(Standing.BOUND, later.standing());
        assertEquals(Optional.of(ONE), later.area());
    }

    @Test
    void aConflictOverEndsWhenOnlyTheOldCodeIsLeft() {
        // Given
        CustomerGroup conflict =
                CustomerGroup.first(sight(ONE), Optional.empty()).seen(sight(ONE, TWO));

        // When
        CustomerGroup later = conflict.seen(sight(ONE));

        // Then
        assertEquals(Standing.BOUND, later.standing());
    }

    private static Sight sight(AreaCode... units) {
        return new Sight("wr1", "河边群", "zhangsan", List.of(units), "v" + units.length);
    }
}
