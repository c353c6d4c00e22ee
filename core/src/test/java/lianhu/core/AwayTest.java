package lianhu.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import lianhu.core.area.AreaCode;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.notice.DeliveryState;
import lianhu.core.notice.NoticeType;
import lianhu.core.report.Channel;
import lianhu.core.report.ReceiptNo;
import lianhu.core.report.Report;
import lianhu.core.report.Source;
import lianhu.core.report.Speaker;
import lianhu.core.routing.Owner;
import lianhu.core.routing.TownOfTests;
import lianhu.core.ticket.TicketNo;
import org.junit.jupiter.api.Test;

/** A member in another city: matters of home go home, matters of the place of stay to the away grid. */
class AwayTest {
    private static final String FEDERATION = "acfic";

    private final Intake intake = SmallCounty.intake(filing -> Uni.createFrom().nothing());

    @Test
    void aMatterOfHomeGoesToTheHomeVillageWithTheFederationBesideIt() {
        // When
        Filing filing = intake.file(fromTheChamber(TownOfTests.UNIT, "路灯坏了"));
        // Then
        assertEquals(TownOfTests.UNIT, filing.report().area());
        assertEquals(OwnerType.GRID, owner(filing).type());
        assertEquals(List.of(FEDERATION), helpers(filing));
    }

    @Test
    void theSameMatterIsDueAtTheSameMomentAsInTheCounty() {
        // Given
        Report atHome = SmallCounty.report("m1", "路灯坏了");
        // When
        Filing fromAfar = intake.file(fromTheChamber(TownOfTests.UNIT, "路灯坏了"));
        Filing ofThere = intake.file(fromTheChamber(TownOfTests.AWAY_GRID, "路灯坏了"));
        // Then
        assertEquals(intake.file(atHome).due(), fromAfar.due());
        assertEquals(fromAfar.due(), ofThere.due());
    }

    @Test
    void aMatterOfThePlaceOfStayGoesToTheAwayGridWhateverTheCatalogueSays() {
        // When
        Filing filing = intake.file(fromTheChamber(TownOfTests.AWAY_GRID, "办证要跑几趟"));
        // Then
        assertEquals(new Owner(OwnerType.AWAY_GRID, TownOfTests.AWAY_GRID.value(), "网格员金秘书长"), owner(filing));
        assertEquals(List.of(FEDERATION), helpers(filing));
        assertTrue(filing.decision().route().why().getFirst().contains("域外网格"));
    }

    @Test
    void theUnitHeadAtHomeKeepsHisFirstStepThoughAContactPassedItOn() {
        assertEquals(
                OwnerType.UNIT,
                owner(intake.file(fromTheChamber(TownOfTests.UNIT, "垃圾没人清"))).type());
    }

    @Test
    void whatIsSealedIsNobodysToHelpWith() {
        // When
        Filing filing = intake.file(fromTheChamber(TownOfTests.AWAY_GRID, "举报有人乱来"));
        // Then
        assertEquals(List.of(), helpers(filing));
        assertTrue(owner(filing).isDesk());
    }

    @Test
    void whatTheHeadsGroupThereSaysOfHomeGoesHomeTooWhenTheVillageIsNamed() {
        // When
        Filing home = intake.file(inTheGroup("老家上河村的路灯坏了"));
        Filing there = intake.file(inTheGroup("我们楼下的路灯坏了"));
        // Then
        assertEquals(TownOfTests.VILLAGE, home.report().area());
        assertEquals(List.of(FEDERATION), helpers(home));
        assertEquals(OwnerType.AWAY_GRID, owner(there).type());
    }

    @Test
    void nothingOfAMembersMatterIsForAGroup() {
        // When
        Filing.Filed filed = intake.file(fromTheChamber(TownOfTests.UNIT, "路灯坏了"))
                .numbered(new ReceiptNo("48271938"), new TicketNo("GD20261121621099000376"), SmallCounty.ECHO);
        // Then
        assertTrue(filed.tellings().stream()
                .noneMatch(one -> one.channel() == Channel.GROUP || one.channel() == Channel.RELAY));
        assertTrue(filed.tellings().stream()
                .anyMatch(one -> one.type() == NoticeType.RECEIPT
                        && one.channel() == Channel.AWAY
                        && one.state() == DeliveryState.SENT));
    }

    private static Report fromTheChamber(AreaCode place, String words) {
        return report(Channel.AWAY, "chamber:k1", place, words);
    }

    private static Report inTheGroup(String words) {
        return report(Channel.GROUP, "group:away", TownOfTests.AWAY_GRID, words);
    }

    private static Report report(Channel channel, String conversation, AreaCode place, String words) {
        return new Report(
                new Source("chamber", TownOfTests.AWAY_GRID.value(), "k1"),
                channel,
                conversation,
                place,
                new Speaker("", "钱老板", "15400000001"),
                Optional.of(new Speaker("jin", "金秘书长", "15400000002")),
                words,
                List.of(),
                SmallCounty.NOW,
                SmallCounty.NOW);
    }

    private static Owner owner(Filing filing) {
        return filing.decision().route().owner();
    }

    private static List<String> helpers(Filing filing) {
        return filing.decision().route().helpers().stream().map(Owner::id).toList();
    }
}
