package lianhu.bot.wecom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import lianhu.core.notice.Spoken;
import lianhu.simulator.world.Entry;
import me.chanjar.weixin.common.error.WxErrorException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PressedCardsTest {
    private final WecomTown town = new WecomTown(SharedRedis.empty());

    @AfterEach
    void end() {
        town.close();
    }

    private String sentCard() throws WxErrorException {
        Spoken card = new Spoken("路灯坏了", "东街路灯坏了", "GD1_1", List.of(new Spoken.Button("签收", "accept")));
        WecomAccounts.Agent agent = town.copy.applications.speaker();
        return town.copy
                .applications
                .call(agent, application -> application.getMessageService().send(TaskCard.of(agent, "lisi", card, 5)))
                .getResponseCode();
    }

    private boolean show(String code) {
        return town.copy.pressed.show("lianhu", "lisi", code, "已签收").await().atMost(Duration.ofSeconds(5));
    }

    @Test
    void aPressedCardShowsWhatWasDone() throws WxErrorException {
        // Given
        String code = sentCard();

        // When
        boolean isShown = show(code);

        // Then
        assertTrue(isShown);
        Entry last = town.simulator.journal().seen().getLast();
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
        Spoken late = new Spoken("水管漏了", "漏水", "GD2_1", List.of(new Spoken.Button("签收", "accept")));
        WecomAccounts.Agent agent = town.copy.applications.speaker();
        String old = town.copy
                .applications
                .call(agent, application -> application.getMessageService().send(TaskCard.of(agent, "lisi", late, 6)))
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
