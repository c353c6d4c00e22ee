package lianhu.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A member of the corp, each of no other test, tells the application by voice, photo, place and words. */
@NullUnmarked
@QuarkusTest
@WithTestResource(value = HouseResource.class, scope = TestResourceScope.GLOBAL)
class ApplicationStoryTest {
    @TestHTTPResource
    URI gateway;

    Wecom wecom;
    Clerk clerk;

    @BeforeEach
    void begin() {
        wecom = new Wecom(gateway);
        clerk = new Clerk(gateway);
    }

    @Test
    void aVoiceIsKeptHeardWrittenDownAndDispatched() {
        // Given
        String member = "feng.xiaozhang";
        long before = wecom.now();
        sends(member, new JsonObject().put("voice", Base64.getEncoder().encodeToString(amr())));
        String receipt = Wecom.receiptIn(Wecom.text(wecom.await(member, before, "语音收到了")));
        JsonObject unheard = clerk.ticketOf(receipt);
        String voice = unheard.getJsonArray("attachments").getJsonObject(0).getString("id");

        // When
        Visitor desk = new Visitor(gateway);
        String page = desk.get("/desk/tickets/" + unheard.getString("no")).body();
        Visitor.Page sound = desk.get("/desk/tickets/" + unheard.getString("no") + "/photo/" + voice);
        JsonObject heard = clerk.post(
                        "tickets/" + unheard.getString("no") + "/write-down",
                        new JsonObject()
                                .put("version", unheard.getInteger("version"))
                                .put("by", "desk")
                                .put("note", "石碾旁的井盖没了。在东头"))
                .json();

        // Then
        assertEquals("语音待听", unheard.getString("title"));
        assertEquals("APP", unheard.getJsonArray("receipts").getJsonObject(0).getString("channel"));
        assertTrue(page.contains("听语音") && page.contains("听写"), page);
        assertEquals("audio/amr", sound.type());
        assertEquals(
                404,
                desk.get("/desk/tickets/GD202611206210990000000/photo/" + voice).status());
        assertEquals("石碾旁的井盖没了", clerk.ticket(unheard.getString("no")).getString("title"), heard::encode);
    }

    @Test
    void aPlaceJoinsTheWordsBefore() {
        // Given
        String member = "xiao.he";
        long before = wecom.now();
        wecom.whisper(member, "油坊门口的路灯不亮");
        String receipt = Wecom.receiptIn(Wecom.text(wecom.await(member, before, "油坊门口")));

        // When
        sends(
                member,
                new JsonObject()
                        .put(
                                "location",
                                new JsonObject()
                                        .put("latitude", 39.1)
                                        .put("longitude", 100.2)
                                        .put("label", "油坊")));
        wecom.await(member, before, "补充的话记到");

        // Then
        assertTrue(Clerk.history(clerk.ticketOf(receipt)).contains("SUPPLEMENTED"));
    }

    @Test
    void whatIsToldAloneIsNeverToldInAGroup() {
        // Given
        String member = "xiao.tian";
        long before = wecom.now();

        // When
        wecom.whisper(member, "榆树沟那家老公打我");
        wecom.await(member, before, "110");
        sends(member, new JsonObject().put("voice", Base64.getEncoder().encodeToString(amr())));

        // Then
        List<JsonObject> inGroups = wecom.seenIn(Wecom.SHANGHE, before);
        assertTrue(inGroups.stream().noneMatch(entry -> Wecom.text(entry).contains("榆树沟")), inGroups::toString);
    }

    private void sends(String member, JsonObject what) {
        wecom.post("private", what.put("from", member).put("wait", true));
    }

    /** Half a second of silence: 25 frames of 12.2 kbit/s (RFC 4867 §5). */
    private static byte[] amr() {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes("#!AMR\n".getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < 25; i++) {
            file.write(0x3C);
            file.writeBytes(new byte[31]);
        }
        return file.toByteArray();
    }
}
