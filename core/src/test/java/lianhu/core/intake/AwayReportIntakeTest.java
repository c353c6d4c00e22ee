package lianhu.core.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import lianhu.core.area.AreaCode;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.fixture.RosterFixture;
import lianhu.core.fixture.SmallCountyFixture;
import lianhu.core.notice.DeliveryState;
import lianhu.core.notice.NoticeType;
import lianhu.core.report.Channel;
import lianhu.core.report.MessageSource;
import lianhu.core.report.PersonDetails;
import lianhu.core.report.ReceiptNo;
import lianhu.core.report.Report;
import lianhu.core.routing.Owner;
import lianhu.core.ticket.TicketNo;
import org.junit.jupiter.api.Test;

/** Reports of members in another city: matters of home go home, matters of the place of stay to the away grid. */
class AwayReportIntakeTest {
    private static final String FEDERATION = "acfic";

    private final ReportIntake reportIntake =
            SmallCountyFixture.intake(ticketDraft -> Uni.createFrom().nothing());

    @Test
    void aMatterOfHomeGoesToTheHomeVillageWithTheFederationAsCollaborator() {
        // When
        TicketDraft ticketDraft = reportIntake.draft(fromTheChamber(RosterFixture.UNIT, "路灯坏了"));
        // Then
        assertEquals(RosterFixture.UNIT, ticketDraft.report().area());
        assertEquals(OwnerType.GRID, owner(ticketDraft).type());
        assertEquals(List.of(FEDERATION), helpers(ticketDraft));
    }

    @Test
    void theSameMatterIsDueAtTheSameMomentAsInTheCounty() {
        // Given
        Report atHome = SmallCountyFixture.report("m1", "路灯坏了");
        // When
        TicketDraft fromAfar = reportIntake.draft(fromTheChamber(RosterFixture.UNIT, "路灯坏了"));
        TicketDraft ofThere = reportIntake.draft(fromTheChamber(RosterFixture.AWAY_GRID, "路灯坏了"));
        // Then
        assertEquals(reportIntake.draft(atHome).due(), fromAfar.due());
        assertEquals(fromAfar.due(), ofThere.due());
    }

    @Test
    void aMatterOfThePlaceOfStayGoesToTheAwayGridWhateverTheCatalogueSays() {
        // When
        TicketDraft ticketDraft = reportIntake.draft(fromTheChamber(RosterFixture.AWAY_GRID, "办证要跑几趟"));
        // Then
        assertEquals(new Owner(OwnerType.AWAY_GRID, RosterFixture.AWAY_GRID.value(), "网格员金秘书长"), owner(ticketDraft));
        assertEquals(List.of(FEDERATION), helpers(ticketDraft));
        assertTrue(ticketDraft.routing().route().why().getFirst().contains("域外网格"));
    }

    @Test
    void theUnitHeadAtHomeKeepsTheFirstStepOfARelayedReport() {
        assertEquals(
                OwnerType.UNIT,
                owner(reportIntake.draft(fromTheChamber(RosterFixture.UNIT, "垃圾没人清")))
                        .type());
    }

    @Test
    void aSealedMatterHasNoCollaborators() {
        // When
        TicketDraft ticketDraft = reportIntake.draft(fromTheChamber(RosterFixture.AWAY_GRID, "举报有人乱来"));
        // Then
        assertEquals(List.of(), helpers(ticketDraft));
        assertTrue(owner(ticketDraft).isDesk());
    }

    @Test
    void aGroupReportOfHomeGoesHomeWhenTheVillageIsNamed() {
        // When
        TicketDraft home = reportIntake.draft(inTheGroup("老家上河村的路灯坏了"));
        TicketDraft there = reportIntake.draft(inTheGroup("我们楼下的路灯坏了"));
        // Then
        assertEquals(RosterFixture.VILLAGE, home.report().area());
        assertEquals(List.of(FEDERATION), helpers(home));
        assertEquals(OwnerType.AWAY_GRID, owner(there).type());
    }

    @Test
    void noMatterOfAMemberIsOpen() {
        // When
        TicketDraft.NumberedTicket numberedTicket = reportIntake
                .draft(fromTheChamber(RosterFixture.UNIT, "路灯坏了"))
                .withNumbers(
                        new ReceiptNo("48271938"), new TicketNo("GD20261121621099000376"), SmallCountyFixture.ECHO);
        // Then
        assertTrue(numberedTicket.deliveries().stream()
                .noneMatch(one -> one.channel() == Channel.GROUP || one.channel() == Channel.RELAY));
        assertTrue(numberedTicket.deliveries().stream()
                .anyMatch(one -> one.type() == NoticeType.RECEIPT
                        && one.channel() == Channel.AWAY
                        && one.state() == DeliveryState.SENT));
    }

    private static Report fromTheChamber(AreaCode place, String words) {
        return report(Channel.AWAY, "chamber:k1", place, words);
    }

    private static Report inTheGroup(String words) {
        return report(Channel.GROUP, "group:away", RosterFixture.AWAY_GRID, words);
    }

    private static Report report(Channel channel, String conversation, AreaCode place, String words) {
        return new Report(
                new MessageSource("chamber", RosterFixture.AWAY_GRID.value(), "k1"),
                channel,
                conversation,
                place,
                new PersonDetails("", "钱老板", "15400000001"),
                Optional.of(new PersonDetails("jin", "金秘书长", "15400000002")),
                words,
                List.of(),
                SmallCountyFixture.NOW,
                SmallCountyFixture.NOW);
    }

    private static Owner owner(TicketDraft ticketDraft) {
        return ticketDraft.routing().route().owner();
    }

    private static List<String> helpers(TicketDraft ticketDraft) {
        return ticketDraft.routing().route().collaborators().stream()
                .map(Owner::id)
                .toList();
    }
}
