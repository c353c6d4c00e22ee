package lianhu.bot.wecom.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import lianhu.bot.conversation.CardStatus;
import lianhu.bot.redis.RedisFixture;
import lianhu.bot.wecom.WecomFixture;
import lianhu.bot.wecom.client.WecomAccounts;
import lianhu.core.notice.RenderedMessage;
import lianhu.simulator.state.JournalEntry;
import me.chanjar.weixin.common.error.WxErrorException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CardUpdaterTest {
    private final WecomFixture town = new WecomFixture(RedisFixture.empty());

    @AfterEach
    void end() {
        town.close();
    }

    private String sentCard() throws WxErrorException {
        RenderedMessage card =
                new RenderedMessage("路灯坏了", "东街路灯坏了", "GD1_1", List.of(new RenderedMessage.Button("签收", "accept")), "");
        WecomAccounts.Agent agent = town.instance.wxCorpClients.defaultAgent();
        return town.instance
                .wxCorpClients
                .call(
                        agent,
                        wxCorpClient ->
                                wxCorpClient.getMessageService().send(TaskCardBuilder.build(agent, "lisi", card, 5)))
                .getResponseCode();
    }

    private boolean show(String code) {
        return town.instance
                .pressed
                .update("lisi", new CardStatus(code, "已签收"))
                .await()
                .atMost(Duration.ofSeconds(5));
    }

    @Test
    void aPressedCardShowsWhatWasDone() throws WxErrorException {
        // Given
        String code = sentCard();

        // When
        boolean isShown = show(code);

        // Then
        assertTrue(isShown);
        JournalEntry last = town.simulator.journal().seen().getLast();
        assertEquals("card-update", last.kind());
        assertEquals(
                "已签收",
                last.json()
                        .getJsonObject("card")
                        .getJsonArray("button_list")
                        .getJsonObject(0)
                        .getString("text"));
    }

    @Test
    void aCodeServesOnceAndForThreeDays() throws WxErrorException {
        // Given
        String code = sentCard();
        show(code);
        RenderedMessage late =
                new RenderedMessage("水管漏了", "漏水", "GD2_1", List.of(new RenderedMessage.Button("签收", "accept")), "");
        WecomAccounts.Agent agent = town.instance.wxCorpClients.defaultAgent();
        String old = town.instance
                .wxCorpClients
                .call(
                        agent,
                        wxCorpClient ->
                                wxCorpClient.getMessageService().send(TaskCardBuilder.build(agent, "lisi", late, 6)))
                .getResponseCode();
        town.simulator.clock().move(Duration.ofDays(3));

        // When
        boolean again = show(code);
        boolean tooLate = show(old);

        // Then
        assertFalse(again);
        assertFalse(tooLate);
    }
}
