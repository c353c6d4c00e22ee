package lianhu.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import lianhu.simulator.world.CustomerService;
import me.chanjar.weixin.common.error.WxErrorException;
import me.chanjar.weixin.cp.api.WxCpKfService;
import me.chanjar.weixin.cp.api.impl.WxCpServiceImpl;
import me.chanjar.weixin.cp.bean.kf.WxCpKfAccountLink;
import me.chanjar.weixin.cp.bean.kf.WxCpKfMsgListResp;
import me.chanjar.weixin.cp.bean.kf.WxCpKfMsgSendRequest;
import me.chanjar.weixin.cp.bean.kf.msg.WxCpKfTextMsg;
import me.chanjar.weixin.cp.config.impl.WxCpDefaultConfigImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** WxJava, a client we did not write, serves residents as it would in WeCom's customer service. */
class KfTest {
    private static final String RESIDENT = "wmLISHEN0001";

    private final Town town = new Town();
    private final WxCpKfService kf = client();

    private WxCpKfService client() {
        WxCpDefaultConfigImpl config = new WxCpDefaultConfigImpl();
        config.setCorpId("wwlianhu00000001");
        config.setAgentId(1000002);
        config.setCorpSecret("lianhu-demonstration");
        config.setBaseApiUrl(town.simulator.url().toString());
        WxCpServiceImpl service = new WxCpServiceImpl();
        service.setWxCpConfigStorage(config);
        service.setMaxRetryTimes(1);
        return service.getKfService();
    }

    @AfterEach
    void end() {
        town.close();
    }

    private JsonObject says(String words) {
        return town.post(
                "/_sim/private",
                new JsonObject().put("to", "kf").put("from", RESIDENT).put("text", words));
    }

    private WxCpKfMsgListResp sync(String cursor, String token, int limit) throws WxErrorException {
        return kf.syncMsg(cursor, token, limit, 0, CustomerService.ACCOUNT);
    }

    private WxCpKfMsgSendRequest answer(String words) {
        WxCpKfTextMsg text = new WxCpKfTextMsg();
        text.setContent(words);
        WxCpKfMsgSendRequest answer = new WxCpKfMsgSendRequest();
        answer.setToUser(RESIDENT);
        answer.setOpenKfid(CustomerService.ACCOUNT);
        answer.setMsgType("text");
        answer.setText(text);
        return answer;
    }

    private int refused(String words) {
        return assertThrows(WxErrorException.class, () -> kf.sendMsg(answer(words)))
                .getError()
                .getErrorCode();
    }

    @Test
    void whatAResidentSaidComesPageByPageAndOnce() throws WxErrorException {
        // Given
        String token = says("井盖没了").getString("token");
        says("在村口");

        // When
        WxCpKfMsgListResp first = sync("", token, 1);
        WxCpKfMsgListResp second = sync(first.getNextCursor(), token, 1);
        WxCpKfMsgListResp third = sync(second.getNextCursor(), token, 1);

        // Then
        assertEquals("井盖没了", first.getMsgList().getFirst().getText().getContent());
        assertEquals(RESIDENT, first.getMsgList().getFirst().getExternalUserId());
        assertEquals(1, first.getHasMore());
        assertEquals("在村口", second.getMsgList().getFirst().getText().getContent());
        assertEquals(0, second.getHasMore());
        assertTrue(third.getMsgList().isEmpty());
    }

    @Test
    void theTokenEndsAfterTenMinutes() {
        // Given
        String token = says("井盖没了").getString("token");
        town.simulator.clock().move(Duration.ofMinutes(10));

        // When
        WxErrorException refused = assertThrows(WxErrorException.class, () -> sync("", token, 10));

        // Then
        assertEquals(95007, refused.getError().getErrorCode());
    }

    @Test
    void fiveAnswersAreShownAndTheSixthIsRefusedUntilTheResidentWritesAgain() throws WxErrorException {
        // Given
        says("井盖没了");
        for (int i = 0; i < 5; i++) {
            kf.sendMsg(answer("第" + i));
        }

        // When
        int sixth = refused("第六");
        says("还在吗");
        kf.sendMsg(answer("在"));

        // Then
        assertEquals(95001, sixth);
        assertEquals("在", town.simulator.journal().seen().getLast().text());
    }

    @Test
    void nobodyIsAnsweredAfter48HoursNorBeforeWriting() {
        // Given
        int before = refused("您好");
        says("井盖没了");
        town.simulator.clock().move(Duration.ofHours(48));

        // When
        int after = refused("修好了");

        // Then
        assertEquals(95018, before);
        assertEquals(95018, after);
    }

    @Test
    void theSameAnswerTwiceIsShownOnce() throws WxErrorException {
        // Given
        says("井盖没了");
        WxCpKfMsgSendRequest answer = answer("记下了");
        answer.setMsgId("K1");

        // When
        kf.sendMsg(answer);
        kf.sendMsg(answer);

        // Then
        assertEquals(
                1,
                town.simulator.journal().seen().stream()
                        .filter(entry -> entry.msgid().equals("K1"))
                        .count());
    }

    @Test
    void theSceneOfALinkComesWithTheEventAndItsCodeWelcomesOnce() throws WxErrorException {
        // Given
        town.post(
                "/_sim/private",
                new JsonObject()
                        .put("to", "kf")
                        .put("from", RESIDENT)
                        .put("event", "enter")
                        .put("scene_param", "U0001"));
        WxCpKfMsgListResp heard = sync("", "", 10);
        WxCpKfMsgSendRequest welcome = answer("请说");
        welcome.setCode(heard.getMsgList().getFirst().getEvent().getWelcomeCode());

        // When
        kf.sendMsgOnEvent(welcome);

        // Then
        assertEquals("U0001", heard.getMsgList().getFirst().getEvent().getSceneParam());
        assertEquals("请说", town.simulator.journal().seen().getLast().text());
        assertThrows(WxErrorException.class, () -> kf.sendMsgOnEvent(welcome));
    }

    @Test
    void accountsAreListedAndGiveALink() throws WxErrorException {
        // Given
        WxCpKfAccountLink link = new WxCpKfAccountLink();
        link.setOpenKfid(CustomerService.ACCOUNT);
        link.setScene("lianhu");

        // When
        String url = kf.getAccountLink(link).getUrl();

        // Then
        assertTrue(url.contains(CustomerService.ACCOUNT), url);
        assertEquals(1, kf.listAccount(0, 100).getAccountList().size());
    }
}
