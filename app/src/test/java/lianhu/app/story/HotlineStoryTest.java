package lianhu.app.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import lianhu.app.support.ApiClient;
import lianhu.app.support.Browser;
import lianhu.app.support.GatewayTestResource;
import lianhu.core.call.CallLog;
import lianhu.core.call.CallOutcome;
import lianhu.core.call.CallStep;
import lianhu.core.call.CallStore;
import lianhu.core.call.CallTransition;
import lianhu.core.call.LoggedCall;
import lianhu.core.call.StoredCall;
import lianhu.telephony.ari.AriClient;
import lianhu.telephony.ari.AriOptions;
import lianhu.telephony.callflow.CallId;
import lianhu.telephony.callflow.ReportKind;
import lianhu.telephony.gateway.BridgeRecording;
import lianhu.telephony.gateway.CallReports;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A caller of the hotline, through a real Asterisk, from the first ring to the page of the desk. */
@NullUnmarked
@QuarkusTest
@WithTestResource(value = GatewayTestResource.class, scope = TestResourceScope.GLOBAL)
public class HotlineStoryTest {
    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final Pattern VOICE = Pattern.compile("[0-9a-f]{64}\\.wav");

    @TestHTTPResource
    URI gateway;

    @TestHTTPResource(management = true)
    URI management;

    @Inject
    Pool pool;

    @Inject
    Vertx vertx;

    @Inject
    CallReports reports;

    @Inject
    CallStore store;

    @Inject
    CallLog callLog;

    @Inject
    Config config;

    private AriClient caller;

    @BeforeEach
    void connect() throws InterruptedException {
        Optional<String> url = config.getOptionalValue("lianhu.telephony.ari-url", String.class);
        Assumptions.assumeTrue(url.isPresent(), "no Asterisk can be had on this machine");
        URI asterisk = URI.create(url.get());
        caller = new AriClient(
                vertx.getOrCreateContext(),
                AriOptions.of(
                        asterisk.getHost(),
                        asterisk.getPort(),
                        "gateway",
                        config.getValue("lianhu.telephony.ari-password", String.class),
                        "caller",
                        "story"),
                Clock.systemUTC(),
                event -> {});
        caller.start();
        until(caller::isReady);
    }

    @AfterEach
    void close() {
        if (caller != null) {
            caller.close().await().atMost(LIMIT);
        }
    }

    @Test
    void whatACallerSaysIsATicketWithItsSoundAndIsDeletedInAsterisk() throws InterruptedException {
        // Given
        String number = "13900000031";
        String channel = call(number);
        until(() -> call(channel, "state->>'recording' <> '' AND step = 'RECORD_MESSAGE'"));

        // When
        await(caller.play(channel, channel + "-voice", List.of("sound:" + speech())));
        Thread.sleep(4_000);
        await(caller.hangUp(channel));

        // Then
        until(() -> call(channel, "outcome = 'TICKET'"));
        String receipt = column(channel, "receipt_no");
        JsonObject ticket = new ApiClient(gateway).ticketOf(receipt);
        assertEquals("语音待听", ticket.getString("title"));
        assertEquals("HOTLINE", ticket.getJsonArray("receipts").getJsonObject(0).getString("channel"));
        Browser desk = new Browser(gateway);
        String page = desk.get("/desk/tickets/" + ticket.getString("no")).body();
        assertTrue(page.contains("没有听到受理编号就挂了电话，请回电话"), page);
        String voice = VOICE.matcher(page)
                .results()
                .map(java.util.regex.MatchResult::group)
                .findFirst()
                .orElseThrow();
        String address = "/desk/tickets/" + ticket.getString("no") + "/photo/" + voice;
        assertEquals(403, desk.get(address).status());
        desk.form(address, Map.of("reason", "UNDERSTAND"));
        assertTrue(desk.get(address).body().length() > 32_000);
        assertFalse(page.contains(number));
        until(() -> desk.get("/desk/tickets/" + ticket.getString("no")).body().contains("机器转写（把握 82%）：</b>（模拟器的固定文字）"));
        until(() -> caller.snapshot().await().atMost(LIMIT).recordings().stream()
                .noneMatch(name -> name.startsWith(incoming(channel))));
    }

    @Test
    void whoHangsUpBeforeSpeakingWaitsToBeCalledBackUntilSomebodyReachedThem() throws InterruptedException {
        // Given
        String number = "13900000032";
        String channel = call(number);
        until(() -> call(channel, "step = 'GREET'"));
        await(caller.hangUp(channel));
        until(() -> call(channel, "outcome = 'CALLBACK_TASK'"));
        Browser desk = new Browser(gateway);

        // When
        String masked = desk.get("/desk/calls").body();
        String shown = desk.form("/desk/calls/number", Map.of("call", incoming(channel)))
                .body();
        String after = desk.form("/desk/calls/callback", Map.of("call", incoming(channel), "result", "REACHED"))
                .body();
        Browser.Page again = desk.form("/desk/calls/callback", Map.of("call", incoming(channel), "result", "REACHED"));

        // Then
        assertTrue(masked.contains("139****0032"));
        assertFalse(masked.contains(number));
        assertTrue(shown.contains(number));
        assertTrue(after.contains("回过电话了"), after);
        assertEquals(409, again.status());
    }

    @Test
    void anEmergencyIsUrgentAtOnceAndGetsTheRecordingOfTheThreeOnce() throws Exception {
        // Given
        CallId call = new CallId("story-emergency");
        byte[] sound;
        try (InputStream in =
                Thread.currentThread().getContextClassLoader().getResourceAsStream("voice/sample/speak.wav")) {
            sound = in.readAllBytes();
        }
        String receipt = reports.submit(call, ReportKind.EMERGENCY, "13900000033", "", List.of())
                .await()
                .atMost(LIMIT);
        ended(call, CallOutcome.TICKET, receipt, Instant.now());

        // When
        await(reports.addRecordings(call, "story-emergency-0-bridge", List.of(sound)));
        await(reports.addRecordings(call, "story-emergency-0-bridge", List.of(sound)));

        // Then
        JsonObject ticket = new ApiClient(gateway).ticketOf(receipt);
        assertEquals("EMERGENCY", ticket.getString("urgency"));
        assertEquals(
                1,
                ApiClient.history(ticket).stream()
                        .filter("SUPPLEMENTED"::equals)
                        .count());
        long called = pool.preparedQuery(
                        "SELECT count(*) FROM delivery WHERE ticket_no = $1 AND type = 'EMERGENCY_CALL'")
                .execute(Tuple.of(ticket.getString("no")))
                .await()
                .atMost(LIMIT)
                .iterator()
                .next()
                .getLong(0);
        assertTrue(called > 0, "nobody is called");
        String page = new Browser(gateway)
                .get("/desk/tickets/" + ticket.getString("no"))
                .body();
        assertTrue(VOICE.matcher(page).find(), page);
    }

    @Test
    void whoIsCalledBackIsFiledWithTheNumberOfTheCallAndWaitsNoLonger() throws InterruptedException {
        // Given
        String channel = call("13900000034");
        until(() -> call(channel, "step = 'GREET'"));
        await(caller.hangUp(channel));
        until(() -> call(channel, "outcome = 'CALLBACK_TASK'"));
        Browser desk = new Browser(gateway);
        String form = desk.get("/desk/calls/report?call=" + incoming(channel).replace(";", "%3B"))
                .body();
        Map<String, String> fields = Map.of(
                "call", incoming(channel), "key", "story-intake-1", "area", "621099101201", "words", "村口水管漏水，淌了一路");

        // When
        Browser.Page refused = desk.form("/desk/calls/report", Map.of("call", incoming(channel), "words", ""));
        Browser.Page filed = desk.form("/desk/calls/report", fields);
        Browser.Page again = desk.form("/desk/calls/report", fields);

        // Then
        assertTrue(form.contains("139****0034"));
        assertEquals(422, refused.status());
        assertTrue(refused.body().contains("还没写是什么事"));
        String receipt = filed.number();
        assertEquals(filed.number(), again.number());
        JsonObject ticket = new ApiClient(gateway).ticketOf(receipt);
        assertEquals("HOTLINE", ticket.getJsonArray("receipts").getJsonObject(0).getString("channel"));
        assertTrue(call(channel, "callback_result = 'REACHED'"));
        assertTrue(new Browser(gateway)
                .form("/track", Map.of("no", receipt, "digits", "0034"))
                .body()
                .contains("水管漏水"));
    }

    /** Both have fetched it; a third one finds it deleted in Asterisk and submits without sound. */
    @Test
    void aRecordingThatSeveralGatewaysImportIsOneReport() throws IOException {
        // Given
        CallId id = new CallId("story-imported");
        byte[] sound = Files.readAllBytes(speech().resolveSibling("number-withheld.wav"));

        // When
        var both = Uni.combine()
                .all()
                .unis(unattended(id, List.of(sound)), unattended(id, List.of(sound)))
                .asTuple()
                .await()
                .atMost(LIMIT);
        String late = unattended(id, List.of()).await().atMost(LIMIT);

        // Then
        assertEquals(List.of(late, late), List.of(both.getItem1(), both.getItem2()));
        assertEquals(
                1L,
                pool.preparedQuery("SELECT count(*) FROM report WHERE source_id = $1")
                        .execute(Tuple.of(id + "-unattended"))
                        .await()
                        .atMost(LIMIT)
                        .iterator()
                        .next()
                        .getLong(0));
        String page = new Browser(gateway)
                .get("/desk/tickets/" + new ApiClient(gateway).ticketOf(late).getString("no"))
                .body();
        assertEquals(
                1,
                VOICE.matcher(page).results().map(MatchResult::group).distinct().count(),
                page);
    }

    /** Two gateways import it, or one that has ended before it could delete the recording. */
    @Test
    void aCallThatTheDialplanTookIsOneRowAndOneTicket() throws IOException {
        // Given
        CallId call = new CallId("lianhu-1764490000.900");
        byte[] sound = Files.readAllBytes(speech().resolveSibling("number-withheld.wav"));
        // When
        importUnattended(call, List.of(sound));
        importUnattended(call, List.of(sound));
        // Then
        LoggedCall row = callLog.find(call.value()).await().atMost(LIMIT).orElseThrow();
        assertEquals(Optional.of(CallOutcome.TICKET), row.outcome());
        assertEquals(Instant.ofEpochSecond(1_764_490_000), row.startedAt());
        JsonObject ticket = new ApiClient(gateway).ticketOf(row.receipt());
        assertEquals(List.of("RECEIVED"), additions(ticket), "the sound is there once");
        String page = new Browser(gateway)
                .get("/desk/tickets/" + ticket.getString("no"))
                .body();
        assertTrue(VOICE.matcher(page).find(), page);
        assertTrue(page.contains("来电人没有听到受理编号，请回电话"), page);
    }

    /** The database was away in the middle of the call. */
    @Test
    void whatACallerSaidToTheDialplanBelongsToTheCall() throws IOException {
        // Given
        byte[] sound = Files.readAllBytes(speech().resolveSibling("number-withheld.wav"));
        CallId task = new CallId("story-unattended-task");
        ended(task, CallOutcome.CALLBACK_TASK, "", Instant.now());
        CallId filed = new CallId("story-unattended-filed");
        String receipt = reports.submit(filed, ReportKind.MESSAGE, "13900000036", "", List.of())
                .await()
                .atMost(LIMIT);
        ended(filed, CallOutcome.TICKET, receipt, Instant.now());
        CallId silent = new CallId("story-unattended-silent");
        // When
        importUnattended(task, List.of(sound));
        importUnattended(filed, List.of(sound));
        importUnattended(filed, List.of(sound));
        importUnattended(silent, List.of());
        // Then
        LoggedCall found = callLog.find(task.value()).await().atMost(LIMIT).orElseThrow();
        assertEquals(Optional.of(CallOutcome.TICKET), found.outcome());
        assertFalse(found.receipt().isEmpty());
        JsonObject ticket = new ApiClient(gateway).ticketOf(receipt);
        assertEquals(List.of("RECEIVED", "SUPPLEMENTED"), additions(ticket));
        assertEquals(
                Optional.of(CallOutcome.CALLBACK_TASK),
                callLog.find(silent.value()).await().atMost(LIMIT).orElseThrow().outcome());
    }

    private static List<String> additions(JsonObject ticket) {
        return ApiClient.history(ticket).stream()
                .filter(type -> type.equals("RECEIVED") || type.equals("SUPPLEMENTED"))
                .toList();
    }

    private void importUnattended(CallId call, List<byte[]> recordings) {
        await(reports.addUnattended(call, "13900000036", "fallback-" + call + "-13900000036", recordings));
    }

    private Uni<String> unattended(CallId id, List<byte[]> recordings) {
        return reports.submit(id, ReportKind.UNATTENDED_MESSAGE, "13900000039", "", recordings);
    }

    @Test
    void aCallerTalksWithAnAgentWhoFilesWhatIsSaid() throws InterruptedException {
        // Given
        Browser desk = new Browser(gateway);
        desk.form("/desk/calls/agent/sign-in", Map.of("extension", "1001"));
        String channel = call("13900000035");
        until(() -> call(channel, "step = 'TALK'"));

        // When
        String panel = desk.get("/desk/calls/agent").body();
        String bar = desk.get("/desk/calls/caller").body();
        String reading = desk.form(
                        "/desk/calls/report/reading",
                        Map.of("call", incoming(channel), "area", "621099101201", "words", "桥头路灯坏了"))
                .body();
        Browser.Page early = desk.form("/desk/calls/agent/sign-out", Map.of());
        await(caller.play(channel, channel + "-voice", List.of("sound:" + speech())));
        Browser.Page filed = desk.form(
                "/desk/calls/report",
                Map.of(
                        "call",
                        incoming(channel),
                        "key",
                        "story-talk-1",
                        "area",
                        "621099101201",
                        "words",
                        "桥头路灯坏了，晚上看不见"));
        Thread.sleep(2_000);
        await(caller.hangUp(channel));

        // Then
        assertTrue(panel.contains("139****0035"), panel);
        assertTrue(panel.contains("/desk/calls/report?call="), panel);
        assertTrue(bar.contains("139****0035") && bar.contains("第一次打来"), bar);
        assertTrue(reading.contains("路灯不亮") && reading.contains("最迟"), reading);
        assertTrue(early.body().contains("正在振铃或通话") || early.status() == 303, early.body());
        until(() -> call(channel, "outcome = 'ANSWERED'"));
        assertEquals(filed.number(), column(channel, "receipt_no"));
        JsonObject ticket = new ApiClient(gateway).ticketOf(filed.number());
        until(() -> VOICE.matcher(
                        desk.get("/desk/tickets/" + ticket.getString("no")).body())
                .find());
        assertTrue(desk.get("/desk/calls").body().contains("接了，登记了"));
        assertTrue(desk.get("/desk/calls/figures/calls?figure=ANSWERED").body().contains("139****0035"));
        desk.form("/desk/calls/agent/sign-out", Map.of());
        assertFalse(desk.get("/desk/calls/agent").body().contains("分机 1001"));
    }

    @Test
    void aTalkThatNobodyFilesIsATicketAfterADay() {
        // Given
        CallId fresh = new CallId("story-talk-fresh");
        CallId old = new CallId("story-talk-old");
        ended(fresh, CallOutcome.ANSWERED, "", Instant.now().minus(CallLog.TIME_TO_FILE.minusMinutes(1)));
        ended(old, CallOutcome.ANSWERED, "", Instant.now().minus(CallLog.TIME_TO_FILE.plusMinutes(1)));
        assertEquals(new BridgeRecording.Keep(), use(fresh));
        assertEquals(new BridgeRecording.Submit("13900000036", ""), use(old));

        // When
        String receipt = reports.submit(old, ReportKind.UNFILED_TALK, "13900000036", "bo", List.of())
                .await()
                .atMost(LIMIT);

        // Then
        assertEquals(
                "HOTLINE",
                new ApiClient(gateway)
                        .ticketOf(receipt)
                        .getJsonArray("receipts")
                        .getJsonObject(0)
                        .getString("channel"));
        String words = new ApiClient(gateway).ticketOf(receipt).encode();
        assertTrue(words.contains("来电人要的是藏语，请懂的同事听和回电话。"), words);
        assertEquals(new BridgeRecording.Add(), use(old));
    }

    @Test
    void theRecordingOfATalkWithNothingToFileIsNotKept() {
        CallId call = new CallId("story-talk-question");
        ended(call, CallOutcome.ANSWERED, "", Instant.now());

        Browser.Page page = new Browser(gateway)
                .form("/desk/calls/talk", Map.of("call", call.value(), "result", "ANSWERED_AT_ONCE"));

        assertEquals(200, page.status());
        assertEquals(new BridgeRecording.Delete(), use(call));
    }

    private BridgeRecording use(CallId call) {
        return reports.bridgeRecording(call).await().atMost(LIMIT);
    }

    private void ended(CallId call, CallOutcome outcome, String receipt, Instant at) {
        StoredCall row = new StoredCall(
                call.value(),
                "13900000036",
                "a",
                "",
                1,
                CallStep.CLOSED,
                Optional.of(outcome),
                receipt,
                "{}",
                Map.of());
        store.save(new CallTransition(row, "arrived", "CallArrived", at))
                .await()
                .atMost(LIMIT);
    }

    @Test
    void theSystemStatusSaysThatTheTelephoneIsConnected() throws InterruptedException {
        until(() -> new Browser(management).get("/q/health/well").body().contains("\"telephone\": \"up\""));
    }

    private String call(String number) {
        String channel = "story-" + number.substring(number.length() - 2);
        await(caller.originate("Local/12345@hotline-in/n", channel, number, LIMIT, ""));
        return channel;
    }

    /** The half of a local channel that comes in by the dialplan. */
    private static String incoming(String channel) {
        return channel + ";2";
    }

    /** A prompt of the hotline is speech, too. */
    private Path speech() {
        return Path.of(config.getValue("lianhu.data-dir", String.class))
                .toAbsolutePath()
                .resolve("prompts")
                .resolve("number-withheld");
    }

    private boolean call(String channel, String condition) {
        return pool.preparedQuery("SELECT 1 FROM phone_call WHERE id = $1 AND " + condition)
                        .execute(Tuple.of(incoming(channel)))
                        .await()
                        .atMost(LIMIT)
                        .rowCount()
                == 1;
    }

    private String column(String channel, String name) {
        Row row = pool.preparedQuery("SELECT " + name + " FROM phone_call WHERE id = $1")
                .execute(Tuple.of(incoming(channel)))
                .await()
                .atMost(LIMIT)
                .iterator()
                .next();
        return row.getString(0);
    }

    private static void await(Uni<Void> request) {
        request.await().atMost(LIMIT);
    }

    private static void until(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "not in time");
            Thread.sleep(100);
        }
    }
}
