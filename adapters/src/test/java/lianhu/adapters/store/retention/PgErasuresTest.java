package lianhu.adapters.store.retention;

import static lianhu.adapters.sql.PostgresFixture.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import lianhu.adapters.files.FileAttachmentStore;
import lianhu.adapters.sql.ChangeJson;
import lianhu.adapters.sql.ColumnEncryption;
import lianhu.adapters.sql.PostgresFixture;
import lianhu.adapters.store.intake.PgIntake;
import lianhu.adapters.store.outbox.OutboxSignal;
import lianhu.adapters.store.ticket.PgTickets;
import lianhu.core.casework.TicketService;
import lianhu.core.fixture.RosterFixture;
import lianhu.core.fixture.SmallCountyFixture;
import lianhu.core.notice.Receipt;
import lianhu.core.report.AttachmentId;
import lianhu.core.report.Channel;
import lianhu.core.report.MessageSource;
import lianhu.core.report.PersonDetails;
import lianhu.core.report.Report;
import lianhu.core.report.StoreUnavailableException;
import lianhu.core.retention.ErasureRequest;
import lianhu.core.retention.RetentionTerms;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.ContentKind;
import lianhu.core.ticket.ErasureBasis;
import lianhu.core.ticket.EventType;
import lianhu.core.ticket.State;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.TicketNo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PgErasuresTest {
    private static final PostgresFixture postgresFixture = PostgresFixture.create();
    private static final ColumnEncryption COLUMNS = new ColumnEncryption(PostgresFixture.VAULT);
    private static final AtomicInteger REPORTS = new AtomicInteger();
    private static final Actor DESK = new Actor(Actor.Type.DESK, "desk", "受理台");
    private static final RetentionTerms TERMS = new RetentionTerms(
            Map.of(ContentKind.WORDS, 300, ContentKind.PERSONS, 100, ContentKind.ATTACHMENTS, 50),
            OptionalInt.of(200),
            30);
    private static final ErasureRequest REQUEST =
            new ErasureRequest(ErasureBasis.REPORTER, new Actor(Actor.Type.DESK, "cli", "陈静"), "窗口核对过身份", false);

    @TempDir
    Path data;

    private Instant now = SmallCountyFixture.NOW;
    private final OutboxSignal outboxSignal = new OutboxSignal();
    private final PgTickets tickets = new PgTickets(
            postgresFixture.vertx(), postgresFixture.sessions(), PostgresFixture.VAULT, outboxSignal, () -> now);
    private final PgIntake intake = new PgIntake(
            postgresFixture.vertx(),
            postgresFixture.pool(),
            PostgresFixture.VAULT,
            SmallCountyFixture.ECHO,
            outboxSignal,
            2,
            200);
    private final TicketService service = SmallCountyFixture.casework(tickets, () -> now);
    private final PgErasures erasures = new PgErasures(
            postgresFixture.pool(), PostgresFixture.VAULT, SmallCountyFixture.CATALOGUE, TERMS, () -> now);

    @AfterAll
    static void close() {
        postgresFixture.close();
    }

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
                List.of(
                        new Change.Erased(Set.of(ContentKind.ATTACHMENTS), ErasureBasis.TERM),
                        new Change.Erased(Set.of(ContentKind.PERSONS), ErasureBasis.TERM),
                        new Change.Erased(Set.of(ContentKind.WORDS), ErasureBasis.TERM)),
                history.subList(history.size() - 3, history.size()).stream()
                        .map(TicketEvent::change)
                        .toList());
        assertEquals(ticket(no), Ticket.replay(no, history));
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
        pass(51);
        eraseDue(receipt.ticket());

        // When
        TicketService.Outcome outcome = await(
                service.act(receipt.ticket(), Action.of(ActionType.REOPEN, DESK).withWords("再看看")));

        // Then
        TicketService.Outcome.Rejected rejected = assertInstanceOf(TicketService.Outcome.Rejected.class, outcome);
        assertEquals("这件事的内容已经删除，不能重办，请重新报一件", rejected.why());
        assertEquals(Set.of(), rejected.allowed());
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
    void aFileWithoutAReportIsDeletedAfterTwoDays() throws Exception {
        // Given
        AttachmentId photo = await(files().store(jpeg(5)));

        // When
        List<AttachmentId> early = await(files().findToCheck(Instant.now().plus(Duration.ofDays(1)), 1_000));
        await(files().deleteUnused(photo, Instant.now().plus(Duration.ofDays(3))));

        // Then
        assertFalse(early.contains(photo));
        assertFalse(Files.exists(file(photo)));
    }

    @Test
    void aDeletionThatFailsIsTriedAgain() throws Exception {
        // Given
        AttachmentId photo = await(files().store(jpeg(4)));
        Instant later = Instant.now().plus(Duration.ofDays(3));
        Files.delete(file(photo));
        Path inTheWay = Files.createFile(Files.createDirectory(file(photo)).resolve("in-the-way"));

        // When
        assertThrows(StoreUnavailableException.class, () -> await(files().deleteUnused(photo, later)));

        // Then
        assertTrue(await(files().findToCheck(later, 1_000)).contains(photo), "it is forgotten");
        Files.delete(inTheWay);
        await(files().deleteUnused(photo, later));
        assertFalse(Files.exists(file(photo)));
        assertFalse(await(files().findToCheck(later, 1_000)).contains(photo));
    }

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
        assertEquals(new Change.Erased(Set.of(ContentKind.values()), ErasureBasis.REPORTER), last.change());
        assertEquals("陈静", last.by().name());
        assertEquals(List.of("窗口核对过身份"), words(receipt.ticket()));
        assertEquals(
                new PgErasures.Outcome.Rejected("这件事的内容已经删除，没有可删的。"), await(erasures.erase(receipt.no(), REQUEST)));
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

    private String rejection(Receipt receipt, ErasureRequest request) {
        return assertInstanceOf(PgErasures.Outcome.Rejected.class, await(erasures.erase(receipt.no(), request)))
                .why();
    }

    /** As the job does it: found first, and found only when something is due. */
    private boolean eraseDue(TicketNo no) {
        boolean isFound = await(erasures.findDue(10_000)).contains(no);
        boolean isErased = await(erasures.eraseDue(no));
        assertEquals(isErased, isFound, "found and erased differ");
        return isErased;
    }

    private void deleteFiles() {
        Instant soon = Instant.now().plusSeconds(60);
        await(files().findToCheck(soon, 1_000)).forEach(id -> await(files().deleteUnused(id, soon)));
    }

    private FileAttachmentStore files() {
        return new FileAttachmentStore(postgresFixture.pool(), PostgresFixture.VAULT, data);
    }

    private static byte[] jpeg(int shade) throws IOException {
        BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
        image.setRGB(shade, shade, 0xFFFFFF);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", bytes);
        return bytes.toByteArray();
    }

    private Path file(AttachmentId id) {
        return data.resolve("photos")
                .resolve(id.sha256().substring(0, 2))
                .resolve(id.sha256().substring(2));
    }

    private Receipt closed(String words, AttachmentId... photos) {
        Receipt receipt = report(words, List.of(photos));
        act(receipt, ActionType.RESULT, "修好了");
        act(receipt, ActionType.CLOSE, "");
        return receipt;
    }

    private Receipt report(String words, List<AttachmentId> photos) {
        return await(SmallCountyFixture.intake(intake)
                .handle(new Report(
                        new MessageSource("test", "RETENTION", "r" + REPORTS.incrementAndGet()),
                        Channel.WEB,
                        "web:1",
                        RosterFixture.UNIT,
                        new PersonDetails("", "李大爷", "15400001234"),
                        Optional.of(new PersonDetails("zhou.shen", "周婶", "15400005678")),
                        words,
                        photos,
                        now,
                        now)));
    }

    private void act(Receipt receipt, ActionType type, String words) {
        act(receipt, Action.of(type, DESK).withWords(words));
    }

    private void act(Receipt receipt, Action action) {
        assertInstanceOf(TicketService.Outcome.Done.class, await(service.act(receipt.ticket(), action)));
    }

    private void pass(int days) {
        now = now.plus(Duration.ofDays(days));
    }

    private Ticket ticket(TicketNo no) {
        return await(tickets.find(no)).orElseThrow().ticket();
    }

    private long persons(TicketNo no) {
        return count(
                "SELECT count(*) FROM report r JOIN report_person p USING (receipt_no) WHERE r.ticket_no = $1", no);
    }

    private static long count(String sql, TicketNo no) {
        return postgresFixture.count(sql, no.value());
    }

    private static List<String> words(TicketNo no) {
        return texts(no).stream()
                .map(ColumnEncryption.DecryptedText::words)
                .filter(words -> !words.isEmpty())
                .toList();
    }

    private static List<AttachmentId> photos(TicketNo no) {
        return texts(no).stream().flatMap(text -> text.photos().stream()).toList();
    }

    private static List<ColumnEncryption.DecryptedText> texts(TicketNo no) {
        return postgresFixture.query("""
                        SELECT t.ciphertext, 0 AS seq FROM report r JOIN report_text t USING (receipt_no) WHERE r.ticket_no = $1
                        UNION ALL SELECT ciphertext, seq FROM event_text WHERE ticket_no = $1 ORDER BY seq""", no.value()).stream()
                .map(row -> COLUMNS.text(row.getBuffer("ciphertext").getBytes()))
                .toList();
    }

    private static List<TicketEvent> history(TicketNo no) {
        return postgresFixture
                .query(
                        "SELECT e.*, change::text AS changed FROM ticket_event e WHERE ticket_no = $1 ORDER BY seq",
                        no.value())
                .stream()
                .map(row -> new TicketEvent(
                        row.getInteger("seq"),
                        row.getOffsetDateTime("at").toInstant(),
                        new Actor(
                                Actor.Type.valueOf(row.getString("by_type")),
                                row.getString("by_id"),
                                row.getString("by_name")),
                        ChangeJson.read(EventType.valueOf(row.getString("type")), row.getString("changed")),
                        "",
                        List.of(),
                        Optional.empty()))
                .toList();
    }
}
