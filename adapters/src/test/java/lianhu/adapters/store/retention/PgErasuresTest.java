package lianhu.adapters.store.retention;

import static lianhu.adapters.sql.PostgresFixture.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import lianhu.adapters.sql.PostgresFixture;
import lianhu.adapters.store.recording.PgRecordingAccesses;
import lianhu.adapters.store.speech.PgTranscripts;
import lianhu.core.casework.TicketService;
import lianhu.core.notice.Receipt;
import lianhu.core.recording.ListeningReason;
import lianhu.core.recording.RecordingAccess;
import lianhu.core.report.AttachmentId;
import lianhu.core.report.UntranscribedVoice;
import lianhu.core.speech.Transcript;
import lianhu.core.speech.TranscriptStore;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.ContentKind;
import lianhu.core.ticket.ErasureBasis;
import lianhu.core.ticket.State;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.TicketNo;
import org.junit.jupiter.api.Test;

class PgErasuresTest extends ErasureScenario {
    @Test
    void eachKindGoesAtItsOwnTermAndTheHistoryTellsIt() throws Exception {
        // Given
        AttachmentId photo = await(files().store(jpeg(1)));
        AttachmentId result = await(files().store(jpeg(2)));
        Receipt receipt = report("三组路灯坏了", List.of(photo));
        act(receipt, ActionType.SUPPLEMENT, "是东头那盏");
        act(receipt, Action.of(ActionType.RESULT, DESK).withWords("换了灯头").withAttachments(List.of(result)));
        act(receipt, ActionType.CLOSE, "");
        TicketNo no = receipt.ticket();

        // When
        pass(49);
        assertFalse(eraseDue(no), "before the first term");
        pass(2);
        assertTrue(eraseDue(no));

        // Then
        assertEquals(Set.of(ContentKind.ATTACHMENTS), ticket(no).erased());
        assertEquals(List.of("三组路灯坏了", "是东头那盏", "换了灯头"), words(no));
        assertEquals(List.of(), photos(no));
        deleteFiles();
        assertFalse(Files.exists(file(photo)) || Files.exists(file(result)), "the files lie there");
        assertEquals(Optional.empty(), await(files().find(photo)));

        // When
        pass(50);
        assertTrue(eraseDue(no));

        // Then
        assertEquals(0, persons(no));
        assertEquals(
                0,
                count(
                        "SELECT count(*) FROM report WHERE ticket_no = $1"
                                + " AND (reporter IS NOT NULL OR relayer IS NOT NULL OR has_account)",
                        no));
        assertEquals("三组路灯坏了", await(tickets.find(no)).orElseThrow().title());
        assertEquals(0, count("SELECT count(*) FROM delivery WHERE ticket_no = $1 AND state = 'PENDING'", no));
        assertEquals(
                1,
                count(
                        "SELECT count(*) FROM delivery WHERE ticket_no = $1 AND type = 'RESULT' AND state = 'WAITS_FOR_QUERY'",
                        no),
                "the totals still count the result as not seen");

        // When
        pass(200);
        assertTrue(eraseDue(no));

        // Then
        assertEquals(List.of(), words(no));
        assertEquals("lamp", await(tickets.find(no)).orElseThrow().title());
        assertFalse(eraseDue(no), "nothing is left");
        List<TicketEvent> history = history(no);
        assertEquals(
                List.of(erased(ContentKind.ATTACHMENTS), erased(ContentKind.PERSONS), erased(ContentKind.WORDS)),
                history.subList(history.size() - 3, history.size()).stream()
                        .map(TicketEvent::change)
                        .toList());
        assertEquals(ticket(no), Ticket.replay(no, history));
    }

    @Test
    void aTranscriptGoesWithTheRecording() {
        // Given
        AttachmentId voice = await(files().storeVoice("#!AMR\nlamp".getBytes(StandardCharsets.US_ASCII)));
        Receipt receipt = report(UntranscribedVoice.PLACEHOLDER, List.of(voice));
        PgTranscripts transcripts = new PgTranscripts(postgresFixture.pool(), PostgresFixture.VAULT);
        Instant stored = Instant.now();
        TranscriptStore.Claim claim = await(
                        transcripts.claim(stored, stored.plusSeconds(60), stored.minusSeconds(600), 1))
                .getFirst();
        await(transcripts.complete(
                claim, new Transcript(voice, "路灯坏了", OptionalDouble.empty(), "whisper-1", stored, false), false));
        act(receipt, ActionType.RESULT, "修好了");
        act(receipt, ActionType.CLOSE, "");
        boolean isThereBefore = !await(transcripts.find(List.of(voice))).isEmpty();

        // When
        pass(51);
        assertTrue(eraseDue(receipt.ticket()));

        // Then
        assertTrue(isThereBefore);
        assertEquals(0, count("SELECT count(*) FROM transcript WHERE ticket_no = $1", receipt.ticket()));
    }

    @Test
    void whoHeardARecordingGoesWithItAtItsTermAlsoWhileAnotherTicketHasTheFile() {
        // Given
        AttachmentId voice = await(files().storeVoice("#!AMR\nheard".getBytes(StandardCharsets.US_ASCII)));
        Receipt receipt = report(UntranscribedVoice.PLACEHOLDER, List.of(voice));
        Receipt other = report(UntranscribedVoice.PLACEHOLDER, List.of(voice));
        PgRecordingAccesses accesses = new PgRecordingAccesses(postgresFixture.pool(), PostgresFixture.VAULT);
        for (Receipt one : List.of(receipt, other)) {
            await(accesses.store(new RecordingAccess(one.ticket(), voice, DESK, ListeningReason.UNDERSTAND, "", now)));
        }
        act(receipt, ActionType.RESULT, "修好了");
        act(receipt, ActionType.CLOSE, "");
        pass(49);
        eraseDue(receipt.ticket());
        int before = await(accesses.findHeard(receipt.ticket())).size();

        // When
        pass(2);
        assertTrue(eraseDue(receipt.ticket()));

        // Then
        assertEquals(1, before);
        assertEquals(Map.of(), await(accesses.findHeard(receipt.ticket())));
        assertEquals(Set.of(voice), await(accesses.findHeard(other.ticket())).keySet());
    }

    @Test
    void anOpenTicketKeepsEverything() {
        // Given
        Receipt receipt = report("路灯没有人修", List.of());
        Receipt answered = report("路灯等回话", List.of());
        act(answered, ActionType.RESULT, "修好了");

        // When
        pass(5_000);

        // Then
        for (Receipt one : List.of(receipt, answered)) {
            assertFalse(eraseDue(one.ticket()));
            assertEquals(2, persons(one.ticket()));
        }
        assertEquals(List.of("路灯没有人修"), words(receipt.ticket()));
    }

    @Test
    void aReopenedTicketStartsItsTermAgain() {
        // Given
        Receipt receipt = closed("路灯又坏了");
        pass(40);
        act(receipt, ActionType.REOPEN, "没修好");
        act(receipt, ActionType.RESULT, "再修一次");
        act(receipt, ActionType.CLOSE, "");

        // When
        pass(20);

        // Then
        assertFalse(eraseDue(receipt.ticket()), "60 days after the first end");
        pass(31);
        assertTrue(eraseDue(receipt.ticket()), "51 days after the second end");
    }

    @Test
    void aMergedTicketGoesTogetherWithTheOther() {
        // Given
        Receipt into = report("路灯坏了一排", List.of());
        Receipt merged = report("一排路灯不亮", List.of());
        act(merged, Action.of(ActionType.MERGE, DESK).into(into.ticket()));
        pass(400);
        assertFalse(eraseDue(merged.ticket()), "its reporter waits for the other one");
        act(into, ActionType.RESULT, "换了一排");
        act(into, ActionType.CLOSE, "");

        // When
        pass(301);
        boolean isErasedAlone = await(erasures.eraseDue(merged.ticket()));
        assertTrue(eraseDue(into.ticket()));

        // Then
        assertFalse(isErasedAlone);
        for (Receipt one : List.of(into, merged)) {
            assertEquals(List.of(), words(one.ticket()));
            assertEquals(0, persons(one.ticket()));
            assertEquals(Set.of(ContentKind.values()), ticket(one.ticket()).erased());
            assertEquals(ticket(one.ticket()), Ticket.replay(one.ticket(), history(one.ticket())));
        }
        assertEquals(State.MERGED, ticket(merged.ticket()).state());
    }

    @Test
    void anErasedTicketIsNotReopened() {
        // Given
        Receipt receipt = closed("路灯还是不亮");

        // When
        pass(101);
        eraseDue(receipt.ticket());
        String withoutPersons = reopeningRejection(receipt);
        pass(200);
        eraseDue(receipt.ticket());

        // Then
        assertEquals("这件事过了保存期限，不能重办，请重新报一件", withoutPersons);
        assertEquals("这件事的内容已经删除，不能重办，请重新报一件", reopeningRejection(receipt));
    }

    private String reopeningRejection(Receipt receipt) {
        TicketService.Outcome outcome = await(
                service.act(receipt.ticket(), Action.of(ActionType.REOPEN, DESK).withWords("再看看")));
        TicketService.Outcome.Rejected rejected = assertInstanceOf(TicketService.Outcome.Rejected.class, outcome);
        assertEquals(Set.of(), rejected.allowed());
        return rejected.why();
    }

    @Test
    void thePhotosOfAReopenedTicketAreErasedAgain() throws Exception {
        // Given
        Receipt receipt = closed("路灯照片到期", await(files().store(jpeg(6))));
        pass(51);
        assertTrue(eraseDue(receipt.ticket()));
        AttachmentId second = await(files().store(jpeg(7)));
        act(receipt, ActionType.REOPEN, "又不亮");
        act(receipt, Action.of(ActionType.RESULT, DESK).withWords("又修了").withAttachments(List.of(second)));
        act(receipt, ActionType.CLOSE, "");

        // When
        pass(51);
        assertTrue(eraseDue(receipt.ticket()));
        deleteFiles();

        // Then
        assertFalse(Files.exists(file(second)));
        assertEquals(List.of(), photos(receipt.ticket()));
        assertEquals(ticket(receipt.ticket()), Ticket.replay(receipt.ticket(), history(receipt.ticket())));
    }

    @Test
    void aFileStaysAsLongAsATicketHasIt() throws Exception {
        // Given
        AttachmentId photo = await(files().store(jpeg(3)));
        Receipt first = closed("路灯照片", photo);
        Receipt second = report("同一张照片", List.of(photo));

        // When
        pass(51);
        eraseDue(first.ticket());
        deleteFiles();

        // Then
        assertTrue(await(files().find(photo)).isPresent(), "the other ticket lost its photo");
        act(second, ActionType.RESULT, "修了");
        act(second, ActionType.CLOSE, "");
        pass(51);
        eraseDue(second.ticket());
        deleteFiles();
        assertFalse(Files.exists(file(photo)));
        assertEquals(Optional.empty(), await(files().find(photo)));
        assertEquals(photo, await(files().store(jpeg(3))), "it may come again");
        assertTrue(await(files().find(photo)).isPresent());
    }

    @Test
    void aSealedTicketHasATermOfItsOwn() {
        // Given
        Receipt receipt = closed("举报有人偷电");
        assertTrue(ticket(receipt.ticket()).isSealed(), "the county seals it");

        // When
        pass(199);
        boolean isEarly = eraseDue(receipt.ticket());
        pass(2);

        // Then
        assertFalse(isEarly);
        assertTrue(eraseDue(receipt.ticket()));
        assertEquals(Set.of(ContentKind.values()), ticket(receipt.ticket()).erased());
        assertEquals(0, count("SELECT cardinality(title_ngrams)::bigint FROM ticket WHERE no = $1", receipt.ticket()));
    }

    private static Change.Erased erased(ContentKind kind) {
        return new Change.Erased(Set.of(kind), Set.of(kind), ErasureBasis.TERM);
    }
}
