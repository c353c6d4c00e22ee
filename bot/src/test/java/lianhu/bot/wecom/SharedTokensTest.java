package lianhu.bot.wecom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Redis;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import lianhu.core.notice.Audience;
import lianhu.core.notice.Reach.Outcome;
import lianhu.core.notice.Spoken;
import lianhu.core.people.PostId;
import lianhu.core.report.Channel;
import lianhu.simulator.fault.Fault;
import me.chanjar.weixin.common.error.WxErrorException;
import me.chanjar.weixin.cp.bean.message.WxCpMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class SharedTokensTest {
    private final Redis redis = SharedRedis.empty();
    private final WecomTown town = new WecomTown(redis);

    @AfterEach
    void end() {
        town.close();
    }

    @RepeatedTest(3)
    void nothingIsLostWhenATokenEndsUnderTwentySendsOfTwoCopies() throws Exception {
        // Given
        WecomTown.Copy other = town.copy(redis);
        town.toMember("zhangsan", "先拿到凭据");
        long before = town.asked("gettoken");
        expireAtWecom();
        // Complaints about the old token come staggered, some after the new one is there.
        town.simulator.faults().add(new Fault("message/send", "slow", -1, 0.5, 120));
        List<Uni<Outcome>> sends = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String user = i % 4 < 2 ? "lisi" : "zhangsan";
            WecomTown.Copy copy = i % 2 == 0 ? town.copy : other;
            // Not as deliveries: a person's pace is not what is tried here.
            sends.add(copy.threads.call(() -> send(copy, user)));
        }

        // When
        List<Outcome> outcomes = Uni.join().all(sends).andFailFast().await().atMost(Duration.ofSeconds(20));

        // Then
        assertEquals(
                20, outcomes.stream().filter(Outcome.Shown.class::isInstance).count(), outcomes.toString());
        assertEquals(21, town.shown().size());
        assertTrue(town.asked("gettoken") - before <= 2, "gettoken " + (town.asked("gettoken") - before));
    }

    private static Outcome send(WecomTown.Copy copy, String user) {
        try {
            copy.applications.call(
                    copy.applications.speaker(),
                    application -> application
                            .getMessageService()
                            .send(WxCpMessage.TEXT().toUser(user).content("请看").build()));
            return new Outcome.Shown("");
        } catch (WxErrorException e) {
            return new Outcome.Refused("errcode " + e.getError().getErrorCode());
        }
    }

    private void expireAtWecom() throws Exception {
        HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(town.address + "/_sim/clock"))
                                .POST(HttpRequest.BodyPublishers.ofString("{\"expireTokens\":true}"))
                                .build(),
                        BodyHandlers.discarding());
    }

    @Test
    void aLateComplaintAboutAnOldTokenLeavesTheNewOne() {
        // Given
        SharedTokens late = town.tokens(redis);
        SharedTokens quick = town.tokens(redis);
        quick.updateAccessToken("old", 7_200);
        assertEquals("old", late.getAccessToken());
        quick.expireAccessToken();
        quick.updateAccessToken("new", 7_200);

        // When
        late.expireAccessToken();

        // Then
        assertEquals("new", quick.getAccessToken());
        assertEquals("new", late.getAccessToken());
    }

    @Test
    void aComplaintAboutTheTokenInUseForgetsItEverywhere() {
        // Given
        SharedTokens one = town.tokens(redis);
        SharedTokens two = town.tokens(redis);
        one.updateAccessToken("revoked", 7_200);
        assertEquals("revoked", two.getAccessToken());

        // When
        two.expireAccessToken();

        // Then
        assertNull(one.getAccessToken());
        assertTrue(two.isAccessTokenExpired());
    }

    @Test
    void aChangedSecretDoesNotUseTheTokenOfTheOldOne() {
        // Given
        SharedTokens before = town.tokens(redis, "the-old-secret");
        before.updateAccessToken("made with the old secret", 7_200);

        // When
        SharedTokens after = town.tokens(redis, "the-new-secret");

        // Then
        assertNull(after.getAccessToken());
        assertEquals("made with the old secret", before.getAccessToken());
        after.updateAccessToken("made with the new secret", 7_200);
        assertEquals(
                "made with the new secret", town.tokens(redis, "the-new-secret").getAccessToken());
    }

    @Test
    void copiesStartingTogetherAskForOneToken() {
        // Given
        WecomTown.Copy other = town.copy(redis);
        List<Uni<Outcome>> sends = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            sends.add((i % 2 == 0 ? town.copy : other)
                    .reach.deliver(
                            WecomTown.delivery(i, new Audience.Holder(new PostId("lisi")), Channel.PRIVATE),
                            Spoken.text("请看 " + i)));
        }

        // When
        Uni.join().all(sends).andFailFast().await().atMost(Duration.ofSeconds(20));

        // Then
        assertEquals(6, town.shown().size());
        assertEquals(1, town.asked("gettoken"));
    }
}
