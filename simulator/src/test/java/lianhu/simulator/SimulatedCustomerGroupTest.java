package lianhu.simulator;

import static lianhu.simulator.SimulatorFixture.CUSTOMERS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import me.chanjar.weixin.common.error.WxErrorException;
import me.chanjar.weixin.cp.api.WxCpExternalContactService;
import me.chanjar.weixin.cp.api.impl.WxCpServiceImpl;
import me.chanjar.weixin.cp.bean.external.WxCpGroupJoinWayInfo;
import me.chanjar.weixin.cp.bean.external.WxCpMsgTemplate;
import me.chanjar.weixin.cp.bean.external.WxCpMsgTemplateAddResult;
import me.chanjar.weixin.cp.bean.external.WxCpUserExternalGroupChatInfo;
import me.chanjar.weixin.cp.bean.external.msg.Text;
import me.chanjar.weixin.cp.bean.message.WxCpXmlMessage;
import me.chanjar.weixin.cp.config.impl.WxCpDefaultConfigImpl;
import me.chanjar.weixin.cp.util.xml.XStreamTransformer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** WxJava, an independent client, uses customer groups and mass messages. */
class SimulatedCustomerGroupTest {

    private static final String OWNER = "zhangsan";

    private final SimulatorFixture simulatorFixture = new SimulatorFixture();
    private final WxCpExternalContactService contacts = client();

    private WxCpExternalContactService client() {
        WxCpDefaultConfigImpl config = new WxCpDefaultConfigImpl();
        config.setCorpId("wwlianhu00000001");
        config.setAgentId(1000002);
        config.setCorpSecret("lianhu-demonstration");
        config.setBaseApiUrl(simulatorFixture.simulator.url().toString());
        WxCpServiceImpl service = new WxCpServiceImpl();
        service.setWxCpConfigStorage(config);
        service.setMaxRetryTimes(1);
        service.setRetrySleepMillis(10);
        return service.getExternalContactService();
    }

    @AfterEach
    void end() {
        simulatorFixture.close();
    }

    @Test
    void whoComesByAJoinWayCarriesItsState() throws WxErrorException {
        // Given
        String way = contacts.addJoinWay(joinWay("u:621099101201001-L001")).getConfigId();
        String before = group().getMemberVersion();

        // When
        simulatorFixture.post(
                "/_sim/customers", change("join").put("config", way).put("from", "李婶"));

        // Then
        WxCpUserExternalGroupChatInfo.GroupChat group = group();
        assertEquals(OWNER, group.getOwner());
        assertEquals(
                List.of("u:621099101201001-L001"),
                group.getMemberList().stream()
                        .filter(member -> "李婶".equals(member.getName()))
                        .map(WxCpUserExternalGroupChatInfo.GroupMember::getState)
                        .toList());
        assertNotEquals(before, group.getMemberVersion());
        assertTrue(contacts.getJoinWay(way).getJoinWay().getQrCode().startsWith("http://127.0.0.1:"));
        assertEquals(
                List.of(CUSTOMERS),
                contacts.listGroupChat(100, "", 0, new String[] {OWNER}).getGroupChatList().stream()
                        .map(status -> status.getChatId())
                        .toList());
    }

    @Test
    void aChangeOfAGroupIsTold() {
        // When
        simulatorFixture.post(
                "/_sim/customers", change("join").put("chat", CUSTOMERS).put("from", "李婶"));
        simulatorFixture.post("/_sim/customers", change("dismiss").put("chat", CUSTOMERS));

        // Then
        List<WxCpXmlMessage> events = simulatorFixture.gateway.received.stream()
                .map(receivedRequest -> XStreamTransformer.fromXml(
                        WxCpXmlMessage.class,
                        new ByteArrayInputStream(receivedRequest.plain().getBytes(StandardCharsets.UTF_8))))
                .toList();
        assertEquals(
                List.of("update", "dismiss"),
                events.stream().map(WxCpXmlMessage::getChangeType).toList());
        assertEquals("change_external_chat", events.getFirst().getEvent());
        assertEquals(CUSTOMERS, events.getFirst().getChatId());
        assertEquals("add_member", events.getFirst().getUpdateDetail());
        assertTrue(simulatorFixture.gateway.received.getFirst().plain().contains("<MemChangeList><Item><![CDATA[wm"));
        assertThrows(WxErrorException.class, this::group);
    }

    @Test
    void aMassMessageShowsOnlyAfterTheOwnersTap() throws WxErrorException {
        // Given
        String task =
                contacts.addMsgTemplate(message(List.of(CUSTOMERS), "路灯已修好")).getMsgId();
        List<String> untouched = simulatorFixture.entriesOf(CUSTOMERS);
        int before = status(task);

        // When
        JsonObject done = simulatorFixture.post("/_sim/confirm", new JsonObject().put("owner", OWNER));

        // Then
        assertEquals(List.of(), untouched);
        assertEquals(0, before);
        assertEquals(1, done.getInteger("sent"));
        assertEquals(List.of("mass 路灯已修好"), simulatorFixture.entriesOf(CUSTOMERS));
        assertEquals(1, status(task));
        assertEquals(
                2,
                contacts.getGroupMsgTask(task, 100, null)
                        .getTaskList()
                        .getFirst()
                        .getStatus());
    }

    @Test
    void theSecondMassMessageOfADayFails() throws WxErrorException {
        // Given
        contacts.addMsgTemplate(message(List.of(CUSTOMERS), "第一条"));
        String second =
                contacts.addMsgTemplate(message(List.of(CUSTOMERS), "第二条")).getMsgId();

        // When
        JsonObject done = simulatorFixture.post("/_sim/confirm", new JsonObject().put("owner", OWNER));

        // Then
        assertEquals(1, done.getInteger("tooMany"));
        assertEquals(3, status(second));
        simulatorFixture.simulator.clock().move(Duration.ofHours(24));
        String third =
                contacts.addMsgTemplate(message(List.of(CUSTOMERS), "第二天")).getMsgId();
        simulatorFixture.post("/_sim/confirm", new JsonObject().put("owner", OWNER));
        assertEquals(1, status(third));
    }

    @Test
    void aCancelledMassMessageIsNoLongerSent() throws WxErrorException {
        // Given
        String task =
                contacts.addMsgTemplate(message(List.of(CUSTOMERS), "路灯已修好")).getMsgId();

        // When
        contacts.cancelGroupMsgSend(task);

        // Then
        assertEquals(
                0,
                simulatorFixture
                        .post("/_sim/confirm", new JsonObject().put("owner", OWNER))
                        .getInteger("confirmed"));
        assertEquals(List.of(), simulatorFixture.entriesOf(CUSTOMERS));
    }

    @Test
    void remindersAreThreeADay() throws WxErrorException {
        // Given
        String task =
                contacts.addMsgTemplate(message(List.of(CUSTOMERS), "路灯已修好")).getMsgId();
        for (int i = 0; i < 3; i++) {
            contacts.remindGroupMsgSend(task);
        }

        // When
        assertThrows(WxErrorException.class, () -> contacts.remindGroupMsgSend(task));

        // Then
        simulatorFixture.simulator.clock().move(Duration.ofHours(24));
        contacts.remindGroupMsgSend(task);
    }

    @Test
    void groupsOfOthersAndTooManyGroupsAreNotTaken() throws WxErrorException {
        // When
        WxCpMsgTemplateAddResult partly = contacts.addMsgTemplate(message(List.of(CUSTOMERS, "wrOTHER"), "通知"));

        // Then
        assertEquals(List.of("wrOTHER"), partly.getFailList());
        assertThrows(
                WxErrorException.class,
                () -> contacts.addMsgTemplate(message(Collections.nCopies(2_001, CUSTOMERS), "通知")));
    }

    private WxCpUserExternalGroupChatInfo.GroupChat group() throws WxErrorException {
        return contacts.getGroupChat(CUSTOMERS, 1).getGroupChat();
    }

    private int status(String task) throws WxErrorException {
        return contacts.getGroupMsgSendResult(task, OWNER, 100, null)
                .getSendList()
                .getFirst()
                .getStatus();
    }

    private static JsonObject change(String what) {
        return new JsonObject().put("change", what);
    }

    private static WxCpMsgTemplate message(List<String> chats, String words) {
        return WxCpMsgTemplate.builder()
                .chatType("group")
                .chatIdList(chats)
                .sender(OWNER)
                .text(new Text().setContent(words))
                .build();
    }

    private static WxCpGroupJoinWayInfo joinWay(String state) {
        WxCpGroupJoinWayInfo.JoinWay way = new WxCpGroupJoinWayInfo.JoinWay();
        way.setScene(2);
        way.setAutoCreateRoom(1);
        way.setChatIdList(List.of(CUSTOMERS));
        way.setState(state);
        WxCpGroupJoinWayInfo info = new WxCpGroupJoinWayInfo();
        info.setJoinWay(way);
        return info;
    }
}
