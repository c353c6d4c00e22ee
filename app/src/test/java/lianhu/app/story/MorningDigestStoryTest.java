package lianhu.app.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lianhu.app.support.Browser;
import lianhu.app.support.GatewayTestResource;
import lianhu.app.support.SimulatorClient;
import lianhu.core.broadcast.QuietHours;
import lianhu.core.deadline.BusinessCalendar;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.deadline.HolidayCalendar;
import lianhu.core.deadline.TimeRange;
import lianhu.core.notice.WorkLinks;
import lianhu.core.notify.MorningDigestPolicy;
import lianhu.core.notify.MorningDigestStore;
import lianhu.core.notify.MorningDigests;
import lianhu.core.query.TicketQueries;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** A workday begins: the keeper gets one message with what is open, and the link in it opens the list. */
@NullUnmarked
@QuarkusTest
@WithTestResource(value = GatewayTestResource.class, scope = TestResourceScope.GLOBAL)
class MorningDigestStoryTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String KEEPER = "wang.xiao";
    private static final String HEAD = "zhang.yongfu";
    private static final Pattern LINK = Pattern.compile("https?://[^/]+(/work/l\\S+)");

    @TestHTTPResource
    URI gateway;

    @Inject
    Pool pool;

    @Inject
    MorningDigestPolicy policy;

    @Inject
    MorningDigestStore store;

    @Inject
    TicketQueries ticketQueries;

    @Inject
    WorkLinks workLinks;

    @Inject
    InstantSource clock;

    @Test
    void theKeeperReadsInTheMorningWhatIsOpenAndOpensTheList() {
        // Given
        SimulatorClient wecom = new SimulatorClient(gateway);
        Browser browser = new Browser(gateway);
        wecom.sendToGroup(SimulatorClient.SHANGHE, HEAD, "晨报故事里的路灯不亮了");
        pool.query("DELETE FROM morning_digest").execute().await().atMost(LIMIT);
        long before = wecom.now();

        // When
        workdayBegins();
        workdayBegins();
        String text = SimulatorClient.text(wecom.await(KEEPER, before, "早上好。"));

        // Then
        assertTrue(text.contains("您手上没办结的有 "), text);
        assertTrue(text.contains("等您办的"), text);
        Matcher link = LINK.matcher(text);
        assertTrue(link.find(), text);
        assertEquals(200, browser.get(link.group(1)).status());
        assertEquals(
                1,
                pool.query("SELECT count(*) FROM delivery WHERE type = 'MORNING_DIGEST' AND recipient_id LIKE"
                                + " '621099101201001.KEEPER.%' AND state <> 'DROPPED'")
                        .execute()
                        .await()
                        .atMost(LIMIT)
                        .iterator()
                        .next()
                        .getLong(0));
    }

    /** As a copy of the gateway sees it, on a day whose office hours have begun whatever the clock says. */
    private void workdayBegins() {
        Instant now = clock.instant();
        MorningDigests digests = new MorningDigests(
                policy,
                store,
                ticketQueries,
                workLinks,
                new BusinessCalendar(
                        new HolidayCalendar(Map.of(DeadlinePolicy.localDate(now), true), Set.of()),
                        List.of(new TimeRange(LocalTime.MIN, LocalTime.MAX))),
                new QuietHours(LocalTime.MIN, LocalTime.MIN),
                clock,
                "");
        digests.storeToday().await().atMost(LIMIT);
    }
}
