package lianhu.core.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.fixture.RosterFixture;
import lianhu.core.notice.DeliveryState;
import lianhu.core.notice.Recipient;
import lianhu.core.query.TicketQueries;
import lianhu.core.roster.PostId;
import lianhu.core.roster.Role;
import org.junit.jupiter.api.Test;

/** Who is told what in the morning. */
class MorningDigestPolicyTest {
    private static final String KEEPER = "wang.xiao";
    private static final String MAYOR = "sun";

    private final DigestScenario scenario = new DigestScenario();

    @Test
    void theKeeperIsToldHowManyAreOpenOverdueAndDueTodayTheMostUrgentFirst() {
        // Given
        scenario.ticket("明天到期", DigestScenario.GRID, 30);
        scenario.ticket("今天到期", DigestScenario.GRID, 9);
        scenario.ticket("过期两天", DigestScenario.GRID, -48);
        scenario.ticket("过期一天", DigestScenario.GRID, -24);
        // When
        PersonalDigest digest = scenario.of(KEEPER);
        // Then
        assertEquals(4, digest.open());
        assertEquals(2, digest.overdue());
        assertEquals(1, digest.dueToday());
        assertEquals(List.of("过期两天", "过期一天", "今天到期", "明天到期"), titles(digest));
        assertEquals(0, digest.overdueBelow());
        assertEquals("post:" + RosterFixture.GRID + ".KEEPER.1", recipient(digest));
    }

    @Test
    void whoHasNothingOpenGetsNothing() {
        // Given
        scenario.answered("等报的人回话", DigestScenario.GRID);
        // When
        List<String> persons = scenario.persons();
        // Then
        assertEquals(List.of(), persons);
    }

    @Test
    void anOfficeGetsItsOwnAndTheDeskReadsItsList() {
        // Given
        scenario.ticket("楼道灯", DigestScenario.HOUSING, 30);
        scenario.ticket("归谁管", DigestScenario.DESK, 30);
        // When
        List<String> persons = scenario.persons();
        // Then
        assertEquals(List.of("zhujian"), persons);
        assertEquals("office:housing", recipient(scenario.of("zhujian")));
    }

    @Test
    void leadersGetTheNumberOfWhatIsOverdueBelowThemAndNoWords() {
        // Given
        scenario.post(RosterFixture.TOWN, Role.LEADER, "杨镇长", "yang");
        scenario.ticket("网格过期的", DigestScenario.GRID, -1);
        scenario.ticket("县里单位过期的", DigestScenario.HOUSING, -1);
        scenario.ticket("受理台过期的", DigestScenario.DESK, -1);
        scenario.ticket("还没到期的", DigestScenario.GRID, 1);
        // When
        PersonalDigest ofMayor = scenario.of(MAYOR);
        PersonalDigest ofTown = scenario.of("yang");
        // Then
        assertEquals(3, ofMayor.overdueBelow());
        assertEquals(1, ofTown.overdueBelow(), "a county department is not below a township");
        assertEquals(0, ofMayor.open());
        assertEquals(List.of(), titles(ofMayor));
        assertEquals(Map.of(), ofMayor.names());
    }

    @Test
    void whatIsNotPublicCountsForTheHighestLeadersAloneAndIsNamedToItsOwner() {
        // Given
        scenario.post(RosterFixture.TOWN, Role.LEADER, "杨镇长", "yang");
        scenario.ticket("家里的事", DigestScenario.GRID, -1, Confidentiality.PRIVATE, Optional.empty());
        // When
        List<String> persons = scenario.persons();
        // Then
        assertEquals(List.of(MAYOR, KEEPER), persons);
        assertEquals(1, scenario.of(MAYOR).overdueBelow());
        assertEquals(List.of("家里的事"), titles(scenario.of(KEEPER)));
    }

    @Test
    void whatIsSealedIsANumberForItsOwnerAndNothingForAnybodyElse() {
        // Given
        scenario.ticket("举报的事", DigestScenario.DISCIPLINE, -1, Confidentiality.SEALED, Optional.empty());
        // When
        List<String> persons = scenario.persons();
        PersonalDigest digest = scenario.of("jijian");
        // Then
        assertEquals(List.of("jijian"), persons);
        assertEquals(1, digest.sealed());
        assertTrue(digest.onlySealed().isPresent(), "hidden like its ticket");
        assertEquals(0, digest.open());
        assertEquals(0, digest.overdue(), "when it is due would tell more than the number");
        assertEquals(List.of(), titles(digest));
        assertEquals(Map.of(), digest.names());
    }

    @Test
    void aDigestThatHasMoreThanSealedTicketsIsNotHidden() {
        // Given
        scenario.ticket("举报的事", DigestScenario.DISCIPLINE, 1, Confidentiality.SEALED, Optional.empty());
        scenario.ticket("公开的事", DigestScenario.DISCIPLINE, 1);
        // When
        PersonalDigest digest = scenario.of("jijian");
        // Then
        assertEquals(1, digest.sealed());
        assertEquals(1, digest.open());
        assertEquals(Optional.empty(), digest.onlySealed());
    }

    @Test
    void aMatterAboutAChainOfPostsCountsForNobodyOfIt() {
        // Given
        scenario.post(RosterFixture.TOWN, Role.LEADER, "杨镇长", "yang");
        scenario.post(RosterFixture.VILLAGE, Role.LEADER, "钱支书", "zhujian");
        scenario.ticket("村里的事", DigestScenario.HOUSING, -1, Confidentiality.OPEN, Optional.of(RosterFixture.TOWN));
        // When
        List<String> persons = scenario.persons();
        // Then
        assertEquals(List.of(MAYOR), persons, "the contact of the office is 支书 of the village");
    }

    @Test
    void aLeaderWhomTheTitleNamesIsNotTold() {
        // Given
        scenario.ticket("孙县长家门口路灯", DigestScenario.GRID, -1);
        // When
        List<String> persons = scenario.persons();
        // Then
        assertEquals(List.of(KEEPER), persons);
    }

    @Test
    void whoHoldsTwoPostsGetsOneDigestThatCountsEachTicketOnce() {
        // Given
        scenario.post(RosterFixture.GRID, Role.GRID_HEAD, "小王", KEEPER);
        scenario.post(RosterFixture.VILLAGE, Role.LEADER, "小王", KEEPER);
        scenario.ticket("网格的", DigestScenario.GRID, -1);
        scenario.ticket("联户的", DigestScenario.UNIT, 30);
        // When
        PersonalDigest digest = scenario.of(KEEPER);
        // Then
        assertEquals(1, digest.open());
        assertEquals(1, digest.overdueBelow());
        assertEquals(1, scenario.persons().stream().filter(KEEPER::equals).count());
    }

    @Test
    void withoutAnAccountOnlyTheFirstInChargeStandsAtTheDesk() {
        // Given
        scenario.post(RosterFixture.UNIT, Role.DEPUTY_HEAD, "吴叔", "");
        scenario.ticket("院里的垃圾", DigestScenario.UNIT, 30);
        // When
        List<PersonalDigest> digests = scenario.digests();
        // Then
        assertEquals(
                List.of("post:" + RosterFixture.UNIT + ".UNIT_HEAD.1", "zhou.shen"),
                digests.stream().map(PersonalDigest::person).toList());
        assertEquals(
                DeliveryState.WAITS_FOR_PERSON, digests.getFirst().delivery().state(), "on the head's own page");
        assertEquals(DeliveryState.PENDING, digests.getLast().delivery().state());
    }

    @Test
    void aDeliveryLeadsToThePersonWhoHoldsThePostNow() {
        // When
        Optional<String> keeper = scenario.policy()
                .person(new Recipient.PostHolder(new PostId(RosterFixture.GRID + ".KEEPER.1")), DigestScenario.NOW);
        Optional<String> former = scenario.policy()
                .person(
                        new Recipient.PostHolder(new PostId(RosterFixture.VACANT_GRID + ".KEEPER.1")),
                        DigestScenario.NOW);
        // Then
        assertEquals(Optional.of(KEEPER), keeper);
        assertEquals(Optional.empty(), former);
    }

    private static List<String> titles(PersonalDigest digest) {
        return digest.mostUrgent().stream().map(TicketQueries.Row::title).toList();
    }

    private static String recipient(PersonalDigest digest) {
        return digest.delivery().recipient().encode();
    }
}
