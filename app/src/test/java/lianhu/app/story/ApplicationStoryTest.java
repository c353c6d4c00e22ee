package lianhu.app.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lianhu.app.support.ApiClient;
import lianhu.app.support.Browser;
import lianhu.app.support.GatewayTestResource;
import lianhu.app.support.SimulatorClient;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Members of the corp, a different one in each test, report to the application by voice, photo, place and text. */
@NullUnmarked
@QuarkusTest
@WithTestResource(value = GatewayTestResource.class, scope = TestResourceScope.GLOBAL)
class ApplicationStoryTest {
    @TestHTTPResource
    URI gateway;

    SimulatorClient simulatorClient;
    ApiClient apiClient;

    @BeforeEach
    void begin() {
        simulatorClient = new SimulatorClient(gateway);
        apiClient = new ApiClient(gateway);
    }

    @Test
    void aVoiceIsStoredTranscribedByAPersonAndDispatched() {
        // Given
        String member = "feng.xiaozhang";
        long before = simulatorClient.now();
        sends(member, new JsonObject().put("voice", Base64.getEncoder().encodeToString(amr())));
        String receipt =
                SimulatorClient.receiptIn(SimulatorClient.text(simulatorClient.await(member, before, "语音收到了")));
        JsonObject unheard = apiClient.ticketOf(receipt);
        String voice = unheard.getJsonArray("attachments").getJsonObject(0).getString("id");

        // When
        Browser desk = new Browser(gateway);
        String page = desk.get("/desk/tickets/" + unheard.getString("no")).body();
        String address = "/desk/tickets/" + unheard.getString("no") + "/photo/" + voice;
        Browser.Page unasked = desk.get(address);
        Browser.Page opened = desk.form(address, Map.of("reason", "UNDERSTAND"));
        Browser.Page sound = desk.get(address);
        Browser.Page part = desk.get(address, Map.of("Range", "bytes=0-4"));
        JsonObject heard = apiClient
                .post(
                        "tickets/" + unheard.getString("no") + "/write-down",
                        new JsonObject()
                                .put("version", unheard.getInteger("version"))
                                .put("by", "desk")
                                .put("note", "石碾旁的井盖没了。在东头"))
                .json();

        // Then
        assertEquals("语音待听", unheard.getString("title"));
        assertEquals("APP", unheard.getJsonArray("receipts").getJsonObject(0).getString("channel"));
        assertTrue(page.contains("为什么要听？") && page.contains("听写"), page);
        assertFalse(page.contains("听语音") || page.contains("谁听过"), page);
        assertEquals(403, unasked.status());
        assertTrue(unasked.body().contains("先说为什么听"), unasked.body());
        assertTrue(opened.body().contains("听语音") && opened.body().contains("谁听过："), opened.body());
        assertEquals("audio/amr", sound.type());
        assertEquals(206, part.status());
        assertEquals("#!AMR", part.body());
        assertEquals(
                404,
                desk.get("/desk/tickets/GD202611206210990000000/photo/" + voice).status());
        assertEquals("石碾旁的井盖没了", apiClient.ticket(unheard.getString("no")).getString("title"), heard::encode);
    }

    @Test
    void aVoiceIsPlayedOnThePageOfTheKeeperWhoHasTheTicketAndOnNoOther() {
        // Given
        String keeper = "xiao.duan";
        long before = simulatorClient.now();
        sends("wu.laoshi", new JsonObject().put("voice", Base64.getEncoder().encodeToString(amr())));
        JsonObject ticket = apiClient.ticketOf(
                SimulatorClient.receiptIn(SimulatorClient.text(simulatorClient.await("wu.laoshi", before, "语音收到了"))));
        JsonObject heard = apiClient
                .post(
                        "tickets/" + ticket.getString("no") + "/write-down",
                        new JsonObject()
                                .put("version", ticket.getInteger("version"))
                                .put("by", "desk")
                                .put("note", "石磙旁的井盖没了"))
                .json();
        apiClient.post(
                "tickets/" + ticket.getString("no") + "/dispatch",
                new JsonObject()
                        .put("version", apiClient.ticket(ticket.getString("no")).getInteger("version"))
                        .put("by", "desk")
                        .put("to", new JsonObject().put("type", "GRID").put("id", "621099101202001")));
        JsonObject card = simulatorClient.awaitCard(keeper, before, "石磙旁的井盖没了");

        // When
        Browser phone = new Browser(gateway);
        String page =
                URI.create(card.getJsonObject("card_action").getString("url")).getPath();
        String opened = phone.get(page).body();
        Matcher address = Pattern.compile("action=\"(/work/[^\"]+\\.amr)\"").matcher(opened);
        assertTrue(address.find(), () -> opened + heard);
        Browser.Page unasked = phone.get(address.group(1));
        Browser.Page played = phone.form(address.group(1), Map.of("reason", "UNDERSTAND"));
        Browser.Page sound = phone.get(address.group(1));
        Browser.Page stranger = phone.get(address.group(1).replaceFirst("/work/[^/]+", "/work/AAAA"));
        Browser.Page script = phone.get("/desk/voice.js");
        String desk = new Browser(gateway)
                .get("/desk/tickets/" + ticket.getString("no"))
                .body();

        // Then
        assertEquals(403, unasked.status());
        assertTrue(unasked.body().contains("先说为什么听"), unasked.body());
        assertTrue(played.body().contains("data-listen=\"" + address.group(1) + "\""), played.body());
        assertTrue(desk.contains("谁听过：网格员") && desk.contains("听清楚说的是什么"), desk);
        assertEquals("audio/amr", sound.type());
        assertEquals(404, stranger.status());
        assertTrue(opened.contains("<script src=\"/desk/voice.js\" defer>"), opened);
        assertEquals(200, script.status());
    }

    @Test
    void aPlaceJoinsTheTextBefore() {
        // Given
        String member = "xiao.he";
        long before = simulatorClient.now();
        simulatorClient.sendPrivate(member, "油坊门口的路灯不亮");
        String receipt = SimulatorClient.receiptIn(SimulatorClient.text(simulatorClient.await(member, before, "油坊门口")));

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
        simulatorClient.await(member, before, "补充的话记到");

        // Then
        assertTrue(ApiClient.history(apiClient.ticketOf(receipt)).contains("SUPPLEMENTED"));
    }

    @Test
    void aPrivateReportIsNeverNamedInAGroup() {
        // Given
        String member = "xiao.tian";
        long before = simulatorClient.now();

        // When
        simulatorClient.sendPrivate(member, "榆树沟那家老公打我");
        simulatorClient.await(member, before, "110");
        sends(member, new JsonObject().put("voice", Base64.getEncoder().encodeToString(amr())));

        // Then
        List<JsonObject> inGroups = simulatorClient.seenIn(SimulatorClient.SHANGHE, before);
        assertTrue(
                inGroups.stream().noneMatch(entry -> SimulatorClient.text(entry).contains("榆树沟")), inGroups::toString);
    }

    private void sends(String member, JsonObject what) {
        simulatorClient.post("private", what.put("from", member).put("wait", true));
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
