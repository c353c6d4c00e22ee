package lianhu.bot.wecom;

import static lianhu.bot.wecom.DoorTown.bytes;
import static lianhu.bot.wecom.DoorTown.event;
import static lianhu.bot.wecom.DoorTown.stamp;
import static lianhu.bot.wecom.DoorTown.told;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import lianhu.bot.talk.Mark;
import lianhu.bot.talk.Picture;
import lianhu.bot.talk.Town;
import lianhu.core.DoorContract;
import lianhu.core.Reports;
import lianhu.core.catalogue.Discretion;
import lianhu.core.report.PhotoId;
import lianhu.core.report.Unheard;
import lianhu.core.ticket.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppCallbackTest extends DoorContract {
    private static final PhotoId VOICE = new PhotoId("ab".repeat(32) + ".amr");

    private final DoorTown doors = new DoorTown();

    @Override
    protected Door door(Reports reports) {
        DoorTown contract = new DoorTown(reports);
        return (id, words) -> contract.application(told(id, Town.HEAD, words)).map(contract::heard);
    }

    @Test
    void wordsAreFiledAndTheAnswerIsEmpty() {
        // When
        Response response = hear(told("7001", Town.HEAD, "村口路灯不亮"));

        // Then
        assertEquals(200, response.getStatus());
        assertNull(response.getEntity());
        assertEquals("app:1000002:7001", doors.town.book.report().source().toString());
        assertEquals(List.of(), doors.asides);
    }

    @Test
    void aQuestionIsAnsweredByAMessage() {
        // When
        hear(told("7001", "li.shen", "到哪了"));

        // Then
        assertTrue(doors.asides.getFirst().startsWith("li.shen: 没找到您报过的事。"), doors.asides.toString());
    }

    @Test
    void thePressedButtonAcceptsAndTheNextWordsWithThePhotoAreTheResult() {
        // Given
        doors.town.photos.put(new Picture.Stored("lianhu", "media1"), new PhotoId("cd".repeat(32)));
        hear(told("7001", Town.HEAD, "村口路灯不亮"));
        hear(press("accept", "code1"));
        State accepted = doors.town.book.ticket().state();
        hear(press("result", "code2"));
        hear(event(Town.KEEPER, "<MediaId>media1</MediaId><MsgId>7002</MsgId>").replace("[event]", "[image]"));

        // When
        hear(told("7003", Town.KEEPER, "换了灯头"));

        // Then
        assertEquals(State.ACCEPTED, accepted);
        assertEquals(State.FEEDBACK_DUE, doors.town.book.ticket().state());
        assertEquals("换了灯头", doors.town.book.lastEvent().words());
        assertEquals(1, doors.town.book.lastEvent().photos().size());
        assertEquals(List.of(new Mark("code2", "已办结")), doors.marks);
        assertEquals(
                List.of("签收：", "“村口路", "照片收到", "办结："),
                doors.asides.stream()
                        .map(aside -> aside.substring(Town.KEEPER.length() + 2))
                        .map(aside -> aside.substring(0, aside.indexOf("：") == 2 ? 3 : 4))
                        .toList());
    }

    @Test
    void theSamePressTwiceIsOneDeed() {
        // Given
        hear(told("7001", Town.HEAD, "村口路灯不亮"));
        hear(press("accept", "code1"));

        // When
        hear(press("accept", "code1"));

        // Then
        assertEquals(4, doors.town.book.ticket().version());
        assertEquals(doors.asides.getFirst(), doors.asides.getLast());
    }

    @Test
    void aPlaceJoinsTheReportBefore() {
        // Given
        hear(told("7001", Town.HEAD, "村口路灯不亮"));
        String place = event(
                        Town.HEAD,
                        "<Location_X>39.1</Location_X><Location_Y>100.2</Location_Y><Label>小学门口</Label><MsgId>7002</MsgId>")
                .replace("[event]", "[location]");

        // When
        hear(place);

        // Then
        assertEquals(1, doors.town.book.count());
        assertEquals("位置：小学门口（39.1,100.2）", doors.town.book.lastEvent().words());
    }

    @Test
    void whoOpensTheApplicationIsGreetedOnce() {
        // When
        hear(event(Town.KEEPER, "<Event>enter_agent</Event><EventKey></EventKey>"));
        hear(event(Town.KEEPER, "<Event>enter_agent</Event><EventKey></EventKey><Again>1</Again>"));
        hear(event("li.shen", "<Event>enter_agent</Event><EventKey></EventKey>"));

        // Then
        assertEquals(2, doors.asides.size());
        assertTrue(doors.asides.getFirst().startsWith(Town.KEEPER + ": 给您派了事"));
        assertTrue(doors.asides.getLast().startsWith("li.shen: @我说一句话就能报事"));
    }

    @Test
    void whoPressesTheMenuHearsWhatCanBeDoneEachTime() {
        // When
        hear(event("li.shen", "<Event>click</Event><EventKey>help</EventKey>"));
        hear(event("li.shen", "<Event>click</Event><EventKey>help</EventKey><Again>1</Again>"));

        // Then
        assertEquals(2, doors.asides.size());
        assertTrue(doors.asides.getLast().startsWith("li.shen: @我说一句话就能报事"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"unsubscribe", "LOCATION", "view", "batch_job_result", "of_next_year"})
    void anEventThatIsNotForUsIsTakenAndForgotten(String name) {
        // When
        Response response = hear(event(
                "li.shen",
                "<Event>" + name
                        + "</Event><EventKey></EventKey><Latitude>39.1</Latitude><Longitude>100.2</Longitude>"));

        // Then
        assertEquals(200, response.getStatus());
        assertEquals(List.of(), doors.asides);
        assertEquals(0, doors.town.book.count());
    }

    @Test
    void aLinkIsAReport() {
        // When
        hear(event(
                        "li.shen",
                        "<Title>村口路灯不亮</Title><Description>照片在里面</Description><Url>https://x.test/1</Url><MsgId>7001</MsgId>")
                .replace("[event]", "[link]"));

        // Then
        assertEquals("村口路灯不亮\n照片在里面\nhttps://x.test/1", doors.town.book.report().words());
    }

    @Test
    void everyRefusalLooksTheSame() {
        // Given
        Sealed good = doors.fromApplication(told("7001", Town.HEAD, "路灯坏了"));
        Sealed old = doors.fromApplication(told("7002", Town.HEAD, "路灯坏了"));
        Sealed once = doors.fromApplication(told("7003", Town.HEAD, "你好"));
        doors.application(DoorTown.AGENT, once).await().indefinitely();
        String entity = "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>";

        // When
        List<Response> refused = List.of(
                sent(new Stamp("0".repeat(40), good.timestamp(), good.nonce()), bytes(good.xml())),
                sent(stamp(good), new byte[0]),
                sent(stamp(good), bytes(entity + good.xml())),
                sent(stamp(good), new byte[(1 << 20) + 1]),
                doors.application(DoorTown.AGENT, once).await().indefinitely(),
                doors.application(entity + told("7004", Town.HEAD, "&e;"))
                        .await()
                        .indefinitely(),
                doors.application("no message").await().indefinitely(),
                late(old));

        // Then
        assertTrue(refused.stream().allMatch(response -> response.getStatus() == 404));
        refused.forEach(response -> assertNull(response.getEntity()));
        assertEquals(0, doors.town.book.count());
        assertEquals(
                List.of("SIGNATURE", "ENVELOPE", "ENVELOPE", "ENVELOPE", "REPLAY", "MESSAGE", "MESSAGE", "STALE"),
                doors.town.counted.stream()
                        .filter(line -> line.startsWith("app refused "))
                        .map(line -> line.substring("app refused ".length()))
                        .toList());
    }

    private Response sent(Stamp stamp, byte[] body) {
        return doors.applications.hear(DoorTown.AGENT, stamp, body).await().indefinitely();
    }

    private Response late(Sealed sealed) {
        doors.town.now = doors.town.now.plus(Duration.ofSeconds(301));
        return doors.application(DoorTown.AGENT, sealed).await().indefinitely();
    }

    @Test
    void aChangeOfACustomerGroupIsHeard() {
        // When
        hear(event(
                "sys",
                "<Event>change_external_chat</Event><ChatId>wr1</ChatId><ChangeType>update</ChangeType>"
                        + "<UpdateDetail>add_member</UpdateDetail><MemChangeList><Item>wm1</Item></MemChangeList>"));

        // Then
        assertEquals(List.of("wr1"), doors.groupEvents);
        assertEquals(List.of(), doors.asides);
    }

    @Test
    void aVoiceWithoutWordsIsAReportThatWaitsToBeHeard() {
        // Given
        doors.town.photos.put(new Picture.Spoken("lianhu", "voice1"), VOICE);

        // When
        hear(voice("7001"));

        // Then
        assertEquals(Unheard.WORDS, doors.town.book.report().words());
        assertEquals(List.of(VOICE), doors.town.book.report().photos());
        assertEquals(Unheard.TITLE, doors.town.book.receipt().title());
        assertEquals(Discretion.PRIVATE, doors.town.book.receipt().discretion());
        assertTrue(doors.town.book.ticket().lead().isDesk());
    }

    @Test
    void aVoiceJoinsTheWordsBefore() {
        // Given
        doors.town.photos.put(new Picture.Spoken("lianhu", "voice1"), VOICE);
        hear(told("7001", Town.HEAD, "村口路灯不亮"));

        // When
        hear(voice("7002"));

        // Then
        assertEquals(1, doors.town.book.count());
        assertEquals(List.of(VOICE), doors.town.book.lastEvent().photos());
    }

    @Test
    void aFilmIsAskedForInWords() {
        // When
        hear(event("li.shen", "<MediaId>v</MediaId><MsgId>7001</MsgId>").replace("[event]", "[video]"));

        // Then
        assertEquals(0, doors.town.book.count());
        assertTrue(doors.asides.getFirst().contains("请打字说什么事"));
    }

    private static String voice(String id) {
        return event(Town.HEAD, "<MediaId>voice1</MediaId><Format>amr</Format><MsgId>" + id + "</MsgId>")
                .replace("[event]", "[voice]");
    }

    @Test
    void anotherAgentAndAForgedEnvelopeAreRefusedAlike() {
        // Given
        Sealed good = doors.fromApplication(told("7001", Town.HEAD, "路灯坏了"));
        Sealed robots = doors.fromRobot(told("7002", Town.HEAD, "路灯坏了"));
        Sealed misdirected =
                doors.fromApplication(told("7003", Town.HEAD, "路灯坏了").replace("1000002", "1000003"));

        // When
        List<Response> refused = List.of(
                doors.application("1000003", good).await().indefinitely(),
                doors.application(DoorTown.AGENT, robots).await().indefinitely(),
                doors.application(DoorTown.AGENT, misdirected).await().indefinitely(),
                doors.applications
                        .hear(DoorTown.AGENT, DoorTown.stamp(good), DoorTown.bytes(good.json()))
                        .await()
                        .indefinitely());

        // Then
        assertTrue(refused.stream().allMatch(response -> response.getStatus() == 404));
        refused.forEach(response -> assertNull(response.getEntity()));
        assertEquals(0, doors.town.book.count());
        assertEquals(
                List.of("ENVELOPE", "RECEIVER", "MESSAGE", "ENVELOPE"),
                doors.town.counted.stream()
                        .map(line -> line.substring("app refused ".length()))
                        .toList());
    }

    private Response hear(String plain) {
        doors.town.now = doors.town.now.plusSeconds(1);
        return doors.application(plain).await().indefinitely();
    }

    private String press(String key, String code) {
        return event(
                Town.KEEPER,
                "<Event>template_card_event</Event><EventKey>" + key + "</EventKey><TaskId>"
                        + doors.town.book.receipt().ticket() + "_3_17</TaskId><ResponseCode>" + code
                        + "</ResponseCode>");
    }
}
