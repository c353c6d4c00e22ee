package lianhu.core.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lianhu.core.area.PlaceNameMatcher;
import lianhu.core.catalogue.Urgency;
import lianhu.core.fixture.RosterFixture;
import lianhu.core.fixture.SmallCountyFixture;
import lianhu.core.report.Channel;
import lianhu.core.report.MessageSource;
import lianhu.core.report.PersonDetails;
import lianhu.core.report.Report;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A million characters made to be slow. Work that grows with the square of the length takes minutes on them; linear work
 * takes milliseconds, so that the limit is far from both.
 */
class HostileTextTest {
    private static final int LENGTH = 1_000_000;
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final ReportIntake reportIntake =
            SmallCountyFixture.intake(ticketDraft -> Uni.createFrom().nothing());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<", "(", "[", "@", "@a ", "“", "1", " ", "\n", "！", "李婶：", "您好", "尊敬的", "<@", "举报", "老家上河村", "第1组",
                "路灯"
            })
    void aLongReportIsAssignedInLinearTime(String unit) {
        // Given
        String words = repeat(unit);
        // When
        TicketDraft ticketDraft = assertTimeoutPreemptively(LIMIT, () -> reportIntake.draft(ofMember(words)));
        // Then
        assertEquals(words, ticketDraft.report().words());
        assertFalse(ticketDraft.title().isBlank());
    }

    @ParameterizedTest
    @ValueSource(strings = {"上河村", "第", "1", " ", "第1组", "云溪镇上河村一组"})
    void aPlaceIsLookedForInLinearTime(String unit) {
        // Given
        String home = repeat(unit);
        // When
        assertTimeoutPreemptively(LIMIT, () -> new PlaceNameMatcher(RosterFixture.areas()).match(home));
    }

    @Test
    void anEmergencyAtTheEndOfTheLongestAcceptedTextIsFound() {
        // Given
        String words = "有".repeat(Report.MAX_TEXT_LENGTH - 3) + "着火了";
        // When
        TicketDraft ticketDraft = reportIntake.draft(SmallCountyFixture.report("m1", words));
        // Then
        assertEquals(Urgency.EMERGENCY, ticketDraft.urgency());
    }

    private static String repeat(String unit) {
        return unit.repeat(LENGTH / unit.length());
    }

    /** Of a member in another city, in a group: the text also decides the place. */
    private static Report ofMember(String words) {
        return new Report(
                new MessageSource("test", "T1", "m1"),
                Channel.GROUP,
                "group:away",
                RosterFixture.AWAY_GRID,
                new PersonDetails("", "钱老板", ""),
                Optional.empty(),
                words,
                List.of(),
                SmallCountyFixture.NOW,
                SmallCountyFixture.NOW);
    }
}
