package lianhu.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import lianhu.simulator.state.SimulatedKf;
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

/** WxJava, an independent client, uses the simulated customer service as it would use WeCom's. */
class SimulatedKfTest {
    private static final String RESIDENT = "wmLISHEN0001";

    private final SimulatorFixture simulatorFixture = new SimulatorFixture();
    private final WxCpKfService kf = client(simulatorFixture);

    private static WxCpKfService client(SimulatorFixture simulatorFixture) {
        WxCpDefaultConfigImpl config = new WxCpDefaultConfigImpl();
        config.setCorpId("wwlianhu00000001");
        config.setAgentId(1000002);
        config.setCorpSecret("lianhu-demonstration");
        config.setBaseApiUrl(simulatorFixture.simulator.url().toString());
        WxCpServiceImpl service = new WxCpServiceImpl();
        service.setWxCpConfigStorage(config);
        service.setMaxRetryTimes(1);
        return service.getKfService();
    }

    @AfterEach
    void end() {
        simulatorFixture.close();
    }

    private JsonObject send(String words) {
        return simulatorFixture.post(
                "/_sim/private",
                new JsonObject().put("to", "kf").put("from", RESIDENT).put("text", words));
    }

    private WxCpKfMsgListResp sync(String cursor, String token, int limit) throws WxErrorException {
        return kf.syncMsg(cursor, token, limit, 0, SimulatedKf.ACCOUNT);
    }

    private WxCpKfMsgSendRequest reply(String words) {
        WxCpKfTextMsg text = new WxCpKfTextMsg();
        text.setContent(words);
        WxCpKfMsgSendRequest answer = new WxCpKfMsgSendRequest();
        answer.setToUser(RESIDENT);
        answer.setOpenKfid(SimulatedKf.ACCOUNT);
        answer.setMsgType("text");
        answer.setText(text);
        return answer;
    }

    private int refused(String words) {
        return assertThrows(WxErrorException.class, () -> kf.sendMsg(reply(words)))
                .getError()
                .getErrorCode();
    }

    @Test
    void whatAResidentSaidComesPageByPageAndOnce() throws WxErrorException {
        // Given
        String token = send("井盖没了").getString("token");
        send("在村口");

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
        String token = send("井盖没了").getString("token");
        simulatorFixture.simulator.clock().move(Duration.ofMinutes(10));

        // When
        WxErrorException refused = assertThrows(WxErrorException.class, () -> sync("", token, 10));

        // Then
        assertEquals(95007, refused.getError().getErrorCode());
    }

    @Test
    void fiveAnswersAreShownAndTheSixthIsRefusedUntilTheResidentWritesAgain() throws WxErrorException {
        // Given
        send("井盖没了");
        for (int i = 0; i < 5; i++) {
            kf.sendMsg(reply("第" + i));
        }

        // When
        int sixth = refused("第六");
        send("还在吗");
        kf.sendMsg(reply("在"));

        // Then
        assertEquals(95001, sixth);
        assertEquals("在", simulatorFixture.simulator.journal().seen().getLast().text());
    }

    @Test
    void nobodyIsAnsweredAfter48HoursNorBeforeWriting() {
        // Given
        int before = refused("您好");
        send("井盖没了");
        simulatorFixture.simulator.clock().move(Duration.ofHours(48));

        // When
        int after = refused("修好了");

        // Then
        assertEquals(95018, before);
        assertEquals(95018, after);
    }

    @Test
    void theSameAnswerTwiceIsShownOnce() throws WxErrorException {
        // Given
        send("井盖没了");
        WxCpKfMsgSendRequest answer = reply("记下了");
        answer.setMsgId("K1");

        // When
        kf.sendMsg(answer);
        kf.sendMsg(answer);

        // Then
        assertEquals(
                1,
                simulatorFixture.simulator.journal().seen().stream()
                        .filter(journalEntry -> journalEntry.msgid().equals("K1"))
                        .count());
    }

    @Test
    void theSceneOfALinkComesWithTheEventAndItsCodeWelcomesOnce() throws WxErrorException {
        // Given
        simulatorFixture.post(
                "/_sim/private",
                new JsonObject()
                        .put("to", "kf")
                        .put("from", RESIDENT)
                        .put("event", "enter")
                        .put("scene_param", "U0001"));
        WxCpKfMsgListResp received = sync("", "", 10);
        WxCpKfMsgSendRequest welcome = reply("请说");
        welcome.setCode(received.getMsgList().getFirst().getEvent().getWelcomeCode());

        // When
        kf.sendMsgOnEvent(welcome);

        // Then
        assertEquals("U0001", received.getMsgList().getFirst().getEvent().getSceneParam());
        assertEquals("请说", simulatorFixture.simulator.journal().seen().getLast().text());
        assertThrows(WxErrorException.class, () -> kf.sendMsgOnEvent(welcome));
    }

    @Test
    void accountsAreListedAndGiveALink() throws WxErrorException {
        // Given
        WxCpKfAccountLink link = new WxCpKfAccountLink();
        link.setOpenKfid(SimulatedKf.ACCOUNT);
        link.setScene("lianhu");

        // When
        String url = kf.getAccountLink(link).getUrl();

        // Then
        assertTrue(url.contains(SimulatedKf.ACCOUNT), url);
        assertEquals(1, kf.listAccount(0, 100).getAccountList().size());
    }

    @Test
    void theCursorOfAnEarlierRunReadsFromTheBeginning() throws WxErrorException {
        // Given
        String earlier;
        try (SimulatorFixture other = new SimulatorFixture()) {
            other.post(
                    "/_sim/private",
                    new JsonObject().put("to", "kf").put("from", RESIDENT).put("text", "上回说的"));
            earlier = client(other).syncMsg("", "", 10, 0, SimulatedKf.ACCOUNT).getNextCursor();
        }
        send("这回说的");
        // When
        WxCpKfMsgListResp page = sync(earlier, "", 10);
        // Then
        assertEquals(1, page.getMsgList().size());
        assertEquals("这回说的", page.getMsgList().getFirst().getText().getContent());
    }
}
