package lianhu.adapters.store.retention;

import static lianhu.adapters.sql.PostgresFixture.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import lianhu.adapters.sql.PostgresFixture;
import lianhu.adapters.store.recording.PgRecordingAccesses;
import lianhu.core.notice.Receipt;
import lianhu.core.recording.ListeningReason;
import lianhu.core.recording.RecordingAccess;
import lianhu.core.report.AttachmentId;
import lianhu.core.retention.ErasureRequest;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.ContentKind;
import lianhu.core.ticket.ErasureBasis;
import lianhu.core.ticket.TicketEvent;
import org.junit.jupiter.api.Test;

class PgErasureRequestsTest extends ErasureScenario {
    private static final ErasureRequest REQUEST =
            new ErasureRequest(ErasureBasis.REPORTER, new Actor(Actor.Type.DESK, "cli", "陈静"), "窗口核对过身份", false);

    @Test
    void aRequestErasesEverythingAtOnceAndSaysWhoAskedAndWhy() {
        // Given
        Receipt receipt = closed("路灯请删");

        // When
        PgErasures.Outcome outcome = await(erasures.erase(receipt.no(), REQUEST));

        // Then
        assertEquals(new PgErasures.Outcome.Erased(receipt.ticket(), 1), outcome);
        assertEquals(0, persons(receipt.ticket()));
        TicketEvent last = history(receipt.ticket()).getLast();
        assertEquals(
                new Change.Erased(
                        Set.of(ContentKind.values()),
                        Set.of(ContentKind.WORDS, ContentKind.PERSONS),
                        ErasureBasis.REPORTER),
                last.change(),
                "there was no photo");
        assertEquals("陈静", last.by().name());
        assertEquals(List.of("窗口核对过身份"), words(receipt.ticket()));
        assertEquals(
                new PgErasures.Outcome.Rejected("这件事的内容已经删除，没有可删的。"), await(erasures.erase(receipt.no(), REQUEST)));
    }

    @Test
    void theNumberOfACallerGoesWithTheReportOfTheCall() {
        // Given
        Receipt receipt = closed("打来说的路灯");
        postgresFixture.query("""
                INSERT INTO phone_call (id, caller, owner, version, step, outcome, receipt_no, state, timers, started_at, ended_at)
                VALUES ('1.1', '\\x01', 'a', 1, 'CLOSED', 'TICKET', $1, '{}', '{}', now(), now())""", receipt.no().digits());
        postgresFixture.query("""
                INSERT INTO outbound_call (callback_call_id, agent_login, agent_extension, recipient_type, recipient_id, area, number,
                  number_hash, state, result, next_at, created_at)
                VALUES ('1.1', 'chen', '8001', 'DEPARTMENT', 'chen', '', '\\x01', '\\x02', 'ENDED', 'ANSWERED', now(), now())""");

        // When
        await(erasures.erase(receipt.no(), REQUEST));

        // Then
        assertEquals(1, postgresFixture.count("SELECT count(*) FROM phone_call WHERE caller IS NULL"));
        assertEquals(0, postgresFixture.count("SELECT count(*) FROM outbound_call"), "nor that of the call back");
    }

    @Test
    void whoHeardARecordingGoesWithItOnRequest() {
        // Given
        AttachmentId voice = await(files().storeVoice("#!AMR\nasked".getBytes(StandardCharsets.US_ASCII)));
        Receipt receipt = closed("打电话说的路灯", voice);
        await(new PgRecordingAccesses(postgresFixture.pool(), PostgresFixture.VAULT)
                .store(new RecordingAccess(receipt.ticket(), voice, DESK, ListeningReason.OTHER, "本人要求核对", now)));
        long before = count("SELECT count(*) FROM recording_access WHERE ticket_no = $1", receipt.ticket());

        // When
        await(erasures.erase(receipt.no(), REQUEST));

        // Then
        assertEquals(1, before);
        assertEquals(0, count("SELECT count(*) FROM recording_access WHERE ticket_no = $1", receipt.ticket()));
    }

    @Test
    void whatWasConsultedGoesWithTheWords() {
        // Given
        Receipt receipt = closed("商量过的路灯");
        postgresFixture.query(
                "INSERT INTO consultation VALUES ($1, 1, 'MEDIATION', now(), now(), '\\x01')",
                receipt.ticket().value());

        // When
        await(erasures.erase(receipt.no(), REQUEST));

        // Then
        assertEquals(0, count("SELECT count(*) FROM consultation WHERE ticket_no = $1", receipt.ticket()));
    }

    @Test
    void aRequestIsRefusedWithWhatToDo() {
        // Given
        Receipt open = report("路灯还没修", List.of());
        Receipt into = report("路灯并单", List.of());
        Receipt merged = report("并单的路灯", List.of());
        act(merged, Action.of(ActionType.MERGE, DESK).into(into.ticket()));
        act(into, ActionType.RESULT, "修了");
        act(into, ActionType.CLOSE, "");

        // When
        String whenOpen = rejection(open, REQUEST);
        String whenMerged = rejection(merged, REQUEST);
        String whenNamed = rejection(into, new ErasureRequest(ErasureBasis.REPORTER, REQUEST.by(), "应李大爷要求", true));

        // Then
        assertEquals("这件事还没有结束，现在分流交办，不能删除。请先办结并归档，或请本人撤回，再来删。", whenOpen);
        assertTrue(whenMerged.contains("2 个受理号") && whenMerged.contains("--merged"), whenMerged);
        assertTrue(whenNamed.contains("不能有报事人的姓名"), whenNamed);
        assertEquals(List.of("路灯还没修"), words(open.ticket()));
        assertEquals(2, persons(merged.ticket()));
        assertEquals(
                new PgErasures.Outcome.Erased(into.ticket(), 2),
                await(erasures.erase(merged.no(), new ErasureRequest(ErasureBasis.OFFICE, REQUEST.by(), "误登记", true))));
    }

    private String rejection(Receipt receipt, ErasureRequest request) {
        return assertInstanceOf(PgErasures.Outcome.Rejected.class, await(erasures.erase(receipt.no(), request)))
                .why();
    }
}
