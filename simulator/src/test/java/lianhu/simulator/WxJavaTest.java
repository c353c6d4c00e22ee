package lianhu.simulator;

import static lianhu.simulator.SimulatorFixture.HEADS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import lianhu.simulator.state.JournalEntry;
import me.chanjar.weixin.common.error.WxErrorException;
import me.chanjar.weixin.cp.api.WxCpService;
import me.chanjar.weixin.cp.api.impl.WxCpServiceImpl;
import me.chanjar.weixin.cp.bean.message.WxCpMessage;
import me.chanjar.weixin.cp.bean.message.WxCpMessageSendResult;
import me.chanjar.weixin.cp.bean.messagebuilder.TemplateCardBuilder;
import me.chanjar.weixin.cp.bean.templatecard.TemplateCardButton;
import me.chanjar.weixin.cp.config.impl.WxCpDefaultConfigImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** WxJava, an independent client, calls the simulator as it would call WeCom. */
class WxJavaTest {

    private final SimulatorFixture simulatorFixture = new SimulatorFixture();
    private final WxCpService wecom = client("lianhu-demonstration");

    private WxCpService client(String secret) {
        WxCpDefaultConfigImpl config = new WxCpDefaultConfigImpl();
        config.setCorpId("wwlianhu00000001");
        config.setAgentId(1000002);
        config.setCorpSecret(secret);
        config.setBaseApiUrl(simulatorFixture.simulator.url().toString());
        WxCpServiceImpl service = new WxCpServiceImpl();
        service.setWxCpConfigStorage(config);
        service.setMaxRetryTimes(1);
        service.setRetrySleepMillis(10);
        return service;
    }

    @AfterEach
    void end() {
        simulatorFixture.close();
    }

    @Test
    void theTokenStaysTheSameWhileItIsValid() throws WxErrorException {
        // Given
        String first = wecom.getAccessToken(true);
        String same = wecom.getAccessToken(true);
        simulatorFixture.simulator.clock().move(Duration.ofHours(2));

        // When
        String later = wecom.getAccessToken(true);

        // Then
        assertEquals(first, same);
        assertNotEquals(first, later);
    }

    @Test
    void aWrongSecretIsRefused() {
        // When
        WxErrorException refused =
                assertThrows(WxErrorException.class, () -> client("wrong").getAccessToken(true));

        // Then
        assertEquals(40001, refused.getError().getErrorCode());
    }

    @Test
    void aTextReachesTheMemberAndNamesTheUnknown() throws WxErrorException {
        // When
        WxCpMessageSendResult result = wecom.getMessageService().send(text("zhangsan|nobody", "您有一件新工单"));

        // Then
        assertEquals("nobody", result.getInvalidUser());
        JournalEntry journalEntry = simulatorFixture.simulator.journal().seen().getFirst();
        assertEquals("zhangsan", journalEntry.place().user());
        assertEquals("您有一件新工单", journalEntry.text());
        assertEquals(result.getMsgId(), journalEntry.msgid());
    }

    @Test
    void aMessageToNobodyIsRefused() {
        // When
        WxErrorException refused = assertThrows(
                WxErrorException.class, () -> wecom.getMessageService().send(text("nobody", "在吗")));

        // Then
        assertEquals(81013, refused.getError().getErrorCode());
    }

    @Test
    void anExpiredTokenIsRenewedByTheClient() throws WxErrorException {
        // Given
        wecom.getAccessToken(true);
        simulatorFixture.post("/_sim/clock", new JsonObject().put("expireTokens", true));

        // When
        wecom.getMessageService().send(text("zhangsan", "一"));

        // Then
        assertEquals(1, simulatorFixture.simulator.journal().seen().size());
    }

    @Test
    void aCardIsShownPressedAndChangedOnce() throws WxErrorException {
        // Given
        WxCpMessage card = card("T-GD0001");
        WxCpMessageSendResult sent = wecom.getMessageService().send(card);
        assertTrue(sent.getResponseCode().length() > 8);

        // When
        JsonObject pressed = simulatorFixture.post(
                "/_sim/press",
                new JsonObject()
                        .put("user", "lisi")
                        .put("task", "T-GD0001")
                        .put("key", "accept")
                        .put("wait", true));

        // Then
        assertEquals("heard", pressed.getString("status"));
        String event = simulatorFixture.gateway.received.getFirst().plain();
        assertTrue(event.contains("<Event><![CDATA[template_card_event]]></Event><EventKey><![CDATA[accept]]>"), event);
        assertTrue(event.contains("<TaskId><![CDATA[T-GD0001]]></TaskId>"), event);
        String code = event.replaceFirst(".*<ResponseCode><!\\[CDATA\\[", "").replaceFirst("]]>.*", "");
        JsonObject change = new JsonObject()
                .put("userids", List.of("lisi"))
                .put("agentid", 1000002)
                .put("response_code", code)
                .put("button", new JsonObject().put("replace_name", "已签收"));
        String url =
                simulatorFixture.uri("/cgi-bin/message/update_template_card").toString();
        wecom.post(url, change.encode());
        JournalEntry last = simulatorFixture.simulator.journal().seen().getLast();
        assertEquals("card-update", last.kind());
        assertEquals(
                "已签收",
                last.json()
                        .getJsonObject("card")
                        .getJsonArray("button_list")
                        .getJsonObject(0)
                        .getString("text"));
        WxErrorException again = assertThrows(WxErrorException.class, () -> wecom.post(url, change.encode()));
        assertEquals(40058, again.getError().getErrorCode());
        JsonObject stale = simulatorFixture.post(
                "/_sim/press",
                new JsonObject().put("user", "lisi").put("task", "T-GD0001").put("key", "accept"));
        assertTrue(stale.containsKey("error"), stale.encode());
    }

    @Test
    void aTaskCannotBeSentTwice() throws WxErrorException {
        // Given
        wecom.getMessageService().send(card("T-GD0002"));

        // When
        WxErrorException refused = assertThrows(
                WxErrorException.class, () -> wecom.getMessageService().send(card("T-GD0002")));

        // Then
        assertEquals(40058, refused.getError().getErrorCode());
        assertEquals(2, simulatorFixture.simulator.journal().seen().size());
    }

    @Test
    void theGroupRobotSpeaksInItsGroupTwentyTimesAMinute() throws WxErrorException {
        // Given
        String url = simulatorFixture.uri("/cgi-bin/webhook/send?key=key-heads").toString();
        for (int i = 0; i < 20; i++) {
            wecom.getGroupRobotService().sendMarkdown(url, "**办结** " + i);
        }

        // When
        WxErrorException refused = assertThrows(
                WxErrorException.class, () -> wecom.getGroupRobotService().sendMarkdown(url, "第21条"));

        // Then
        assertEquals(45009, refused.getError().getErrorCode());
        assertEquals(20, simulatorFixture.entriesOf(HEADS).size());
        simulatorFixture.simulator.clock().move(Duration.ofMinutes(1));
        wecom.getGroupRobotService().sendMarkdown(url, "又一分钟");
        assertEquals("webhook 又一分钟", simulatorFixture.entriesOf(HEADS).getLast());
    }

    @Test
    void anUnknownKeyIsRefused() {
        // When
        WxErrorException refused = assertThrows(
                WxErrorException.class,
                () -> wecom.getGroupRobotService()
                        .sendMarkdown(
                                simulatorFixture
                                        .uri("/cgi-bin/webhook/send?key=other")
                                        .toString(),
                                "在吗"));

        // Then
        assertEquals(93000, refused.getError().getErrorCode());
    }

    @Test
    void moreThanThirtyAMinuteVanishWithoutAWord() throws WxErrorException {
        // When
        for (int i = 0; i < 33; i++) {
            wecom.getMessageService().send(text("lisi", "第" + i + "条"));
        }

        // Then
        assertEquals(30, simulatorFixture.simulator.journal().seen().size());
        assertEquals(3, simulatorFixture.simulator.counts().of("droppedByQuota"));
    }

    @Test
    void aFileComesBackAsItWasUploaded() throws Exception {
        // Given
        byte[] bytes = "JPEG 路灯照片".getBytes(StandardCharsets.UTF_8);

        // When
        String id = wecom.getMediaService()
                .upload("image", "jpg", new ByteArrayInputStream(bytes))
                .getMediaId();

        // Then
        assertEquals(
                new String(bytes, StandardCharsets.UTF_8),
                Files.readString(wecom.getMediaService().download(id).toPath()));
        simulatorFixture.simulator.clock().move(Duration.ofDays(3));
        assertThrows(WxErrorException.class, () -> wecom.getMediaService().download(id));
    }

    @Test
    void aRecalledMessageIsMarked() throws WxErrorException {
        // Given
        String msgid = wecom.getMessageService().send(text("lisi", "发错了")).getMsgId();

        // When
        wecom.getMessageService().recall(msgid);

        // Then
        List<JournalEntry> seen = simulatorFixture.simulator.journal().seen();
        assertEquals("recalled", seen.get(0).status());
        assertEquals("recall", seen.get(1).kind());
    }

    private static WxCpMessage text(String to, String words) {
        return WxCpMessage.TEXT().agentId(1000002).toUser(to).content(words).build();
    }

    private static WxCpMessage card(String task) {
        TemplateCardBuilder builder =
                WxCpMessage.TEMPLATECARD().agentId(1000002).toUser("zhangsan|lisi");
        return builder.cardType("button_interaction")
                .mainTitleTitle("新工单")
                .mainTitleDesc("路灯坏了")
                .taskId(task)
                .buttons(List.of(
                        TemplateCardButton.builder()
                                .text("签收")
                                .key("accept")
                                .style(1)
                                .build(),
                        TemplateCardButton.builder()
                                .text("退回")
                                .key("return")
                                .style(2)
                                .build()))
                .build();
    }
}
