package lianhu.core.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.ticket.ContentKind;
import org.junit.jupiter.api.Test;

class RetentionTermsTest {
    private static final Instant END = Instant.parse("2026-11-20T02:00:00Z");
    private static final RetentionTerms TERMS = new RetentionTerms(
            Map.of(ContentKind.WORDS, 300, ContentKind.PERSONS, 100, ContentKind.ATTACHMENTS, 50),
            OptionalInt.of(60),
            30);

    @Test
    void eachKindIsDueAfterItsOwnTerm() {
        assertEquals(Set.of(), due(TERMS, false, 50));
        assertEquals(Set.of(ContentKind.ATTACHMENTS), due(TERMS, false, 51));
        assertEquals(Set.of(ContentKind.ATTACHMENTS, ContentKind.PERSONS), due(TERMS, false, 101));
        assertEquals(Set.of(ContentKind.values()), due(TERMS, false, 301));
    }

    @Test
    void whatIsErasedIsNotDueAgain() {
        assertEquals(
                Set.of(ContentKind.PERSONS),
                TERMS.due(false, Set.of(ContentKind.ATTACHMENTS), END, END.plus(days(101))));
    }

    @Test
    void aSealedTicketHasOneTermForEverything() {
        assertEquals(Set.of(), due(TERMS, true, 60));
        assertEquals(Set.of(ContentKind.values()), due(TERMS, true, 61));
    }

    @Test
    void aCountyThatSetNoTermsErasesNoTicket() {
        assertEquals(Set.of(), due(RetentionTerms.UNDECLARED, false, 100_000));
        assertEquals(Set.of(), due(RetentionTerms.UNDECLARED, true, 100_000));
        assertTrue(RetentionTerms.UNDECLARED.dueRanges(END).isEmpty());
    }

    /** The look-up finds what is due and nothing else. */
    @Test
    void theRangesAndTheTermsAgree() {
        for (int day = 1; day < 400; day++) {
            Instant now = END.plus(days(day));
            for (RetentionTerms.DueRange range : TERMS.dueRanges(now)) {
                boolean isFound = END.isBefore(range.endedBefore());
                boolean isDue = !TERMS.due(range.confidentiality() == Confidentiality.SEALED, range.erased(), END, now)
                        .isEmpty();
                assertEquals(isDue, isFound, range + " on day " + day);
            }
        }
    }

    private static Set<ContentKind> due(RetentionTerms terms, boolean isSealed, int day) {
        return terms.due(isSealed, Set.of(), END, END.plus(days(day)).minusSeconds(1));
    }

    private static Duration days(int days) {
        return Duration.ofDays(days);
    }
}
