package lianhu.bot.wecom.client;

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
import lianhu.bot.redis.RedisFixture;
import lianhu.bot.wecom.WecomFixture;
import lianhu.core.notice.ChannelSender.Outcome;
import lianhu.core.notice.Recipient;
import lianhu.core.notice.RenderedMessage;
import lianhu.core.report.Channel;
import lianhu.core.roster.PostId;
import lianhu.simulator.fault.InjectedFault;
import me.chanjar.weixin.common.error.WxErrorException;
import me.chanjar.weixin.cp.bean.message.WxCpMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class AccessTokenStoreTest {
    private final Redis redis = RedisFixture.empty();
    private final WecomFixture town = new WecomFixture(redis);

    @AfterEach
    void end() {
        town.close();
    }

    @RepeatedTest(3)
    void nothingIsLostWhenATokenEndsUnderTwentySendsOfTwoCopies() throws Exception {
        // Given
        WecomFixture.Instance other = town.newInstance(redis);
        town.toMember("zhangsan", "先拿到凭据");
        long before = town.asked("gettoken");
        expireAtWecom();
        // Complaints about the old token come staggered, some after the new one is there.
        town.simulator.faults().add(new InjectedFault("message/send", "slow", -1, 0.5, 120));
        List<Uni<Outcome>> sends = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String user = i % 4 < 2 ? "lisi" : "zhangsan";
            WecomFixture.Instance instance = i % 2 == 0 ? town.instance : other;
            // Not as deliveries: a person's pace is not what is tried here.
            sends.add(instance.threads.call(() -> send(instance, user)));
        }

        // When
        List<Outcome> outcomes = Uni.join().all(sends).andFailFast().await().atMost(Duration.ofSeconds(20));

        // Then
        assertEquals(
                20,
                outcomes.stream().filter(Outcome.Delivered.class::isInstance).count(),
                outcomes.toString());
        assertEquals(21, town.shown().size());
        assertTrue(town.asked("gettoken") - before <= 2, "gettoken " + (town.asked("gettoken") - before));
    }

    private static Outcome send(WecomFixture.Instance instance, String user) {
        try {
            instance.wxCorpClients.call(
                    instance.wxCorpClients.defaultAgent(),
                    wxCorpClient -> wxCorpClient
                            .getMessageService()
                            .send(WxCpMessage.TEXT().toUser(user).content("请看").build()));
            return new Outcome.Delivered("");
        } catch (WxErrorException e) {
            return new Outcome.Rejected("errcode " + e.getError().getErrorCode());
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
        AccessTokenStore late = town.tokens(redis);
        AccessTokenStore quick = town.tokens(redis);
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
        AccessTokenStore one = town.tokens(redis);
        AccessTokenStore two = town.tokens(redis);
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
        AccessTokenStore before = town.tokens(redis, "the-old-secret");
        before.updateAccessToken("made with the old secret", 7_200);

        // When
        AccessTokenStore after = town.tokens(redis, "the-new-secret");

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
        WecomFixture.Instance other = town.newInstance(redis);
        List<Uni<Outcome>> sends = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            sends.add((i % 2 == 0 ? town.instance : other)
                    .reach.send(
                            WecomFixture.delivery(i, new Recipient.PostHolder(new PostId("lisi")), Channel.PRIVATE),
                            RenderedMessage.text("请看 " + i)));
        }

        // When
        Uni.join().all(sends).andFailFast().await().atMost(Duration.ofSeconds(20));

        // Then
        assertEquals(6, town.shown().size());
        assertEquals(1, town.asked("gettoken"));
    }
}
