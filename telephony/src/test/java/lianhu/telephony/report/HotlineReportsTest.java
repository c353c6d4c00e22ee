package lianhu.telephony.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lianhu.core.call.CallLog;
import lianhu.core.call.CallOutcome;
import lianhu.core.call.LoggedCall;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.catalogue.Urgency;
import lianhu.core.fixture.RosterFixture;
import lianhu.core.intake.AttachmentStore;
import lianhu.core.notice.NoticeType;
import lianhu.core.notice.Receipt;
import lianhu.core.report.Attachment;
import lianhu.core.report.AttachmentId;
import lianhu.core.report.ReceiptNo;
import lianhu.core.report.Report;
import lianhu.core.routing.Owner;
import lianhu.core.ticket.TicketNo;
import lianhu.telephony.callflow.event.CallId;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
class HotlineReportsTest {
    private static final Instant NOW = Instant.parse("2026-11-20T02:00:00Z");
    private static final CallId CALL = new CallId("1764.1");

    private final List<Report> submitted = new ArrayList<>();
    private final List<String> recorded = new ArrayList<>();

    /** The database was away in the middle of the call, behind the choice of the language. */
    @Test
    void whatTheDialplanRecordedSaysInWhichLanguageTheCallerWas() {
        reports()
                .addUnattended(CALL, "13900000003", "fallback", List.of(new byte[] {1}))
                .await()
                .indefinitely();

        assertEquals(List.of(CALL.value()), recorded);
        String words = submitted.getFirst().words();
        assertTrue(words.contains("来电人要的是藏语，请懂的同事听和回电话。"), words);
    }

    private HotlineReports reports() {
        return new HotlineReports(
                report -> {
                    submitted.add(report);
                    return Uni.createFrom().item(receipt());
                },
                new AttachmentStore() {
                    @Override
                    public Uni<AttachmentId> store(byte[] bytes) {
                        throw new AssertionError("a picture");
                    }

                    @Override
                    public Uni<AttachmentId> storeVoice(byte[] bytes) {
                        return Uni.createFrom().item(new AttachmentId("1".repeat(64) + ".wav"));
                    }

                    @Override
                    public Uni<Optional<Attachment>> find(AttachmentId id) {
                        return Uni.createFrom().item(Optional.empty());
                    }
                },
                null,
                null,
                callLog(),
                RosterFixture.areas(),
                InstantSource.fixed(NOW));
    }

    private CallLog callLog() {
        return (CallLog) Proxy.newProxyInstance(
                CallLog.class.getClassLoader(),
                new Class<?>[] {CallLog.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "find" -> Uni.createFrom().item(Optional.of(call()));
                    case "recordUnattended" -> {
                        recorded.add((String) arguments[0]);
                        yield Uni.createFrom().voidItem();
                    }
                    default -> throw new AssertionError(method.getName());
                });
    }

    private static LoggedCall call() {
        return new LoggedCall(
                CALL.value(),
                "13900000003",
                NOW,
                Optional.of(NOW),
                Optional.of(CallOutcome.CALLBACK_TASK),
                true,
                "",
                0,
                Optional.empty(),
                false,
                "",
                Optional.empty(),
                Optional.empty(),
                "bo",
                List.of());
    }

    private static Receipt receipt() {
        return new Receipt(
                ReceiptNo.parse("48271938").orElseThrow(),
                new TicketNo("GD20261123621099000001"),
                "语音待听",
                RosterFixture.UNIT,
                new Owner(OwnerType.DEPARTMENT, "duty", "县值班室"),
                NOW,
                Urgency.NORMAL,
                Confidentiality.PRIVATE,
                "",
                NoticeType.RECEIPT);
    }
}
