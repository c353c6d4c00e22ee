package lianhu.core.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lianhu.core.broadcast.QuietHours;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.deadline.HolidayCalendar;
import lianhu.core.fixture.RosterFixture;
import lianhu.core.fixture.SmallCountyFixture;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.DeliveryState;
import lianhu.core.notice.NewDelivery;
import lianhu.core.notice.Notice;
import lianhu.core.notice.NoticeType;
import lianhu.core.query.TicketQueries;
import lianhu.core.report.Channel;
import lianhu.core.roster.Role;
import lianhu.core.routing.Owner;
import org.junit.jupiter.api.Test;

/** When the digests are made, and what they say when they are sent. */
class MorningDigestsTest {
    private final DigestScenario scenario = new DigestScenario();
    private final InMemoryMorningDigests store = new InMemoryMorningDigests();
    private Instant now = DigestScenario.NOW;

    @Test
    void theDigestsComeWhenOfficeHoursBeginAndOnceADay() {
        // Given
        scenario.ticket("路灯", DigestScenario.GRID, 30);
        MorningDigests digests = digests();
        now = DigestScenario.NOW.minusSeconds(1);
        await(digests.storeToday());
        int before = store.digests().size();
        // When
        now = DigestScenario.NOW;
        await(digests.storeToday());
        now = DigestScenario.NOW.plus(Duration.ofHours(1));
        scenario.ticket("又一件", DigestScenario.HOUSING, 30);
        await(digests().storeToday());
        // Then
        assertEquals(0, before);
        assertEquals(1, store.digests().size(), "what comes later waits for tomorrow");
    }

    @Test
    void onADayOffAndAfterTheFirstOfficeHoursNobodyIsTold() {
        // Given
        scenario.ticket("路灯", DigestScenario.GRID, 30);
        // When
        for (String at :
                List.of("2026-11-22T09:00:00+08:00", "2026-11-24T09:00:00+08:00", "2026-11-23T12:00:00+08:00")) {
            now = Instant.parse(at);
            await(digests().storeToday());
        }
        // Then
        assertEquals(List.of(), store.digests(), "a Sunday, a holiday and noon");
    }

    @Test
    void aGatewayThatStartsLateInTheMorningMakesUpForIt() {
        // Given
        scenario.ticket("路灯", DigestScenario.GRID, 30);
        now = Instant.parse("2026-11-23T11:59:00+08:00");
        // When
        await(digests().storeToday());
        // Then
        assertEquals(1, store.digests().size());
    }

    @Test
    void theTextNamesTheMostUrgentAndLinksToTheList() {
        // Given
        for (int i = 1; i <= 6; i++) {
            scenario.ticket("路灯" + i, DigestScenario.GRID, i * 30);
        }
        // When
        Notice.MorningDigest notice = composed("wang.xiao").orElseThrow();
        // Then
        assertEquals(6, notice.open());
        assertEquals(
                List.of("路灯1", "路灯2", "路灯3", "路灯4", "路灯5"),
                notice.mostUrgent().stream()
                        .map(Notice.MorningDigest.Item::title)
                        .toList());
        assertEquals("http://yunxi.test/work/l7", notice.link());
        assertEquals("", notice.linkOf());
    }

    @Test
    void whoHasTicketsByTwoPostsReadsWhichOfThemTheLinkShows() {
        // Given
        scenario.post(RosterFixture.VACANT_GRID, Role.KEEPER, "小王", "wang.xiao");
        scenario.ticket("路灯", DigestScenario.GRID, 1);
        scenario.ticket("另一个网格的", new Owner(OwnerType.GRID, RosterFixture.VACANT_GRID.value(), "网格员小王"), 30);
        // When
        Notice.MorningDigest notice = composed("wang.xiao").orElseThrow();
        // Then
        assertEquals(2, notice.open());
        assertEquals("网格员小王", notice.linkOf());
    }

    @Test
    void aNumberAloneHasNoLink() {
        // Given
        scenario.ticket("举报的事", DigestScenario.DISCIPLINE, 1, Confidentiality.SEALED, Optional.empty());
        scenario.ticket("过期的", DigestScenario.HOUSING, -1);
        // When
        Notice.MorningDigest ofCircle = composed("jijian").orElseThrow();
        Notice.MorningDigest ofLeader = composed("sun").orElseThrow();
        // Then
        assertEquals(new Notice.MorningDigest(0, 0, 0, List.of(), 1, 0, "", ""), ofCircle);
        assertEquals(new Notice.MorningDigest(0, 0, 0, List.of(), 0, 1, "", ""), ofLeader);
    }

    @Test
    void whatWasDoneMeanwhileOrIsOfYesterdayIsNotSent() {
        // Given
        scenario.ticket("路灯", DigestScenario.GRID, 30);
        Delivery delivery = delivery("wang.xiao");
        now = DigestScenario.NOW.plus(Duration.ofDays(1));
        Optional<Notice> ofYesterday = await(digests().compose(delivery));
        now = DigestScenario.NOW;
        scenario.open.clear();
        // When
        Optional<Notice> done = await(digests().compose(delivery));
        // Then
        assertEquals(Optional.empty(), ofYesterday);
        assertEquals(Optional.empty(), done);
    }

    private Optional<Notice.MorningDigest> composed(String person) {
        return await(digests().compose(delivery(person))).map(Notice.MorningDigest.class::cast);
    }

    private Delivery delivery(String person) {
        NewDelivery made = scenario.of(person).delivery();
        return new Delivery(
                7,
                Optional.empty(),
                0,
                Optional.empty(),
                NoticeType.MORNING_DIGEST,
                made.recipient(),
                Channel.PRIVATE,
                DeliveryState.SENDING,
                "",
                0,
                DigestScenario.NOW);
    }

    /** A copy of the gateway that has just started. */
    private MorningDigests digests() {
        TicketQueries queries = (TicketQueries) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {TicketQueries.class}, (self, method, arguments) -> {
                    assertTrue(((TicketQueries.Query) arguments[0]).queue().isPresent());
                    return Uni.createFrom()
                            .item(new TicketQueries.Page(List.copyOf(scenario.open), "", scenario.open.size()));
                });
        return new MorningDigests(
                scenario.policy(),
                store,
                queries,
                RosterFixture.workLinks(),
                SmallCountyFixture.deadlines(new HolidayCalendar(
                                Map.of(
                                        DeadlinePolicy.localDate(DigestScenario.NOW)
                                                .plusDays(1),
                                        false),
                                Set.of(2026)))
                        .calendar(),
                QuietHours.DEFAULT,
                () -> now,
                "http://yunxi.test");
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(10));
    }
}
