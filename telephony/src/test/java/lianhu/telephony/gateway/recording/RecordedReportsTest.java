package lianhu.telephony.gateway.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import lianhu.core.report.ReceiptNo;
import lianhu.telephony.ari.AriClient;
import lianhu.telephony.ari.AriOptions;
import lianhu.telephony.ari.FakeAsterisk;
import lianhu.telephony.callflow.event.CallId;
import lianhu.telephony.callflow.event.ReportKind;
import lianhu.telephony.callflow.event.ReportProgress;
import lianhu.telephony.eventloop.EventLoop;
import lianhu.telephony.gateway.AsteriskTestBase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecordedReportsTest {
    private static final int HEADER = 44;
    /** Of forty minutes and two seconds. */
    private static final String TALK = "talk-38432000-bridge";

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** The calls live on one event loop without locks; a store answers on a thread of its own. */
    @Test
    void aResultComesOnTheEventLoopWhereverTheStoreAnswers() throws Exception {
        // Given
        Context context = vertx.getOrCreateContext();
        var client = new AriClient(
                context, AriOptions.of("127.0.0.1", 1, "u", "p", "hotline", "a"), Clock.systemUTC(), event -> {});
        CompletableFuture<Context> answered = new CompletableFuture<>();
        try (var store = Executors.newSingleThreadExecutor()) {
            CallReports reports = new CallReports() {
                @Override
                public Uni<Optional<ReportProgress>> findProgress(ReceiptNo receipt) {
                    throw new AssertionError("nobody asks");
                }

                @Override
                public Uni<String> submit(
                        CallId call, ReportKind kind, String caller, String language, List<byte[]> recordings) {
                    return Uni.createFrom().item("48271938").emitOn(store);
                }

                @Override
                public Uni<Void> addUnattended(CallId call, String caller, String name, List<byte[]> recordings) {
                    return Uni.createFrom().voidItem();
                }

                @Override
                public Uni<BridgeRecording> bridgeRecording(CallId call) {
                    return Uni.createFrom().item(new BridgeRecording.Keep());
                }

                @Override
                public Uni<Void> addRecordings(CallId call, String name, List<byte[]> recordings) {
                    return Uni.createFrom().voidItem();
                }
            };
            // When
            new RecordedReports(client, reports, EventLoop.of(context))
                    .submit(new CallId("1.1"), ReportKind.MESSAGE, "", "", List.of())
                    .subscribe()
                    .with(receipt -> answered.complete(Vertx.currentContext()), answered::completeExceptionally);
            // Then
            assertEquals(context, answered.get(5, TimeUnit.SECONDS));
        }
        client.close().await().atMost(Duration.ofSeconds(5));
    }

    /** Its files are not found before its modules run, and the report must not be made without them. */
    @Test
    void anAsteriskThatStartsDoesNotMakeAReportWithoutItsRecording() throws Exception {
        // Given
        Context context = vertx.getOrCreateContext();
        AriClient client = connect(context);
        InMemoryCallReports reports = new InMemoryCallReports();
        RecordedReports recorded = new RecordedReports(client, reports, EventLoop.of(context));
        // When
        Uni<String> submitted = recorded.submit(new CallId("1.1"), ReportKind.MESSAGE, "", "", List.of("1.1-r2"));
        // Then
        assertThrows(IllegalStateException.class, () -> submitted.await().atMost(Duration.ofSeconds(5)));
        assertEquals(List.of(), reports.entries());
        client.close().await().atMost(Duration.ofSeconds(5));
    }

    /** Two pieces are full to the last byte, and the third has two seconds. */
    @Test
    void theRecordingOfATalkOfMoreThanTwentyMinutesIsStoredWhole() throws Exception {
        // Given
        InMemoryCallReports reports = new InMemoryCallReports();
        // When
        importTalk(reports, 38_432_000);
        // Then
        assertSound(List.of(reports.added(TALK), reports.added(TALK + "-2"), reports.added(TALK + "-3")), 38_432_000);
        assertEquals(12, reports.added(TALK).size());
        assertEquals(List.of(), reports.added(TALK + "-4"));
    }

    @Test
    void aTalkThatFillsItsLastPieceHasNoFurtherOne() throws Exception {
        InMemoryCallReports reports = new InMemoryCallReports();

        importTalk(reports, 19_200_000);

        assertSound(List.of(reports.added("talk-19200000-bridge")), 19_200_000);
        assertEquals(List.of(), reports.added("talk-19200000-bridge-2"));
    }

    @Test
    void ofALongTalkThatNobodyFiledTheFirstPieceIsTheReportAndTheOthersAreAdded() throws Exception {
        // Given
        InMemoryCallReports reports = new InMemoryCallReports();
        reports.useBridges(new BridgeRecording.Submit("13800001111", ""));
        // When
        importTalk(reports, 38_432_000);
        // Then
        InMemoryCallReports.Entry report = reports.entries().getFirst();
        assertEquals(ReportKind.UNFILED_TALK, report.kind());
        assertSound(List.of(report.recordings(), reports.added(TALK + "-2"), reports.added(TALK + "-3")), 38_432_000);
    }

    private AriClient connect(Context context) throws Exception {
        var client = new AriClient(
                context,
                AriOptions.of("127.0.0.1", new FakeAsterisk(vertx).port(), "u", "p", "hotline", "a"),
                Clock.systemUTC(),
                event -> {});
        client.start();
        AsteriskTestBase.until(Duration.ofSeconds(5), client::isReady);
        return client;
    }

    private void importTalk(InMemoryCallReports reports, int bytes) throws Exception {
        Context context = vertx.getOrCreateContext();
        AriClient client = connect(context);
        boolean isDone = new RecordedReports(client, reports, EventLoop.of(context))
                .importBridge(new CallId("1.1"), "talk-" + bytes + "-bridge")
                .await()
                .atMost(Duration.ofSeconds(30));
        assertTrue(isDone);
        client.close().await().atMost(Duration.ofSeconds(5));
    }

    /** Each byte once and in its order, and each part a file of its own. */
    private static void assertSound(List<List<byte[]>> pieces, int bytes) {
        int at = 0;
        for (List<byte[]> piece : pieces) {
            for (byte[] part : piece) {
                ByteBuffer sound = ByteBuffer.wrap(part).position(HEADER);
                assertEquals(sound.remaining(), Integer.reverseBytes(sound.getInt(HEADER - Integer.BYTES)));
                while (sound.hasRemaining()) {
                    assertEquals(at++, sound.getInt());
                }
            }
        }
        assertEquals(bytes / Integer.BYTES, at);
    }
}
