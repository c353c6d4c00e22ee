package lianhu.adapters.web.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import lianhu.adapters.web.support.PageMessage;
import lianhu.adapters.web.support.PageSamples;
import lianhu.core.broadcast.QuietHours;
import lianhu.core.casework.TicketRepository;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.catalogue.RequestKind;
import lianhu.core.catalogue.Urgency;
import lianhu.core.fixture.RosterFixture;
import lianhu.core.fixture.SmallCountyFixture;
import lianhu.core.outbound.DialableNumbers;
import lianhu.core.outbound.InMemoryOutboundCalls;
import lianhu.core.outbound.ReporterCalls;
import lianhu.core.outbound.RosterNumbers;
import lianhu.core.query.TicketQueries;
import lianhu.core.query.TicketQueries.TicketDetails;
import lianhu.core.query.Viewer;
import lianhu.core.recording.InMemoryRecordingAccesses;
import lianhu.core.recording.ListeningReason;
import lianhu.core.recording.RecordingAccess;
import lianhu.core.report.AttachmentId;
import lianhu.core.report.Channel;
import lianhu.core.report.ReceiptNo;
import lianhu.core.roster.InMemoryPostDirectory;
import lianhu.core.roster.Post;
import lianhu.core.roster.PostId;
import lianhu.core.roster.Role;
import lianhu.core.routing.Owner;
import lianhu.core.routing.RoutingDecision;
import lianhu.core.sms.InMemoryReporterPhones;
import lianhu.core.speech.InMemoryTranscripts;
import lianhu.core.speech.Transcript;
import lianhu.core.speech.TranscriptLine;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.TicketNo;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
class WorkPageModelTest {
    private static final Instant AT = SmallCountyFixture.NOW;
    private static final TicketNo NO = new TicketNo("GD20261121621099000376");
    private static final ReceiptNo RECEIPT = new ReceiptNo("48271938");
    private static final AttachmentId PHOTO = new AttachmentId("a".repeat(64));
    private static final AttachmentId LATER_PHOTO = new AttachmentId("b".repeat(64));
    private static final AttachmentId RESULT_PHOTO = new AttachmentId("c".repeat(64));
    private static final AttachmentId VOICE = new AttachmentId("d".repeat(64) + ".amr");
    private static final AttachmentId OTHER_VOICE = new AttachmentId("e".repeat(64) + ".amr");
    private static final Owner GRID = new Owner(OwnerType.GRID, RosterFixture.GRID.value(), "网格员小王");
    private static final Owner HOUSING = new Owner(OwnerType.DEPARTMENT, "housing", "县住建局");
    private static final Actor KEEPER = new Actor(Actor.Type.POST, RosterFixture.GRID + ".KEEPER.1", "网格员小王");
    private static final Actor REPORTER = new Actor(Actor.Type.REPORTER, RECEIPT.digits(), "");
    private static final WorkLink LINK = new WorkLink(
            "/work/t1", KEEPER, Viewer.post(RosterFixture.GRID), RosterFixture.GRID.value(), true, Optional.of(NO));

    private final List<TicketEvent> history = new ArrayList<>();
    private final InMemoryOutboundCalls outbound = new InMemoryOutboundCalls();
    private Optional<DialableNumbers> dialable = Optional.of(new DialableNumbers(Set.of()));
    private final InMemoryTranscripts transcripts = new InMemoryTranscripts();
    private final InMemoryRecordingAccesses accesses = new InMemoryRecordingAccesses();
    private Instant now = AT;
    private final WorkPageModel pageModel = new WorkPageModel(
            new WorkTickets(
                    (TicketQueries) Proxy.newProxyInstance(
                            getClass().getClassLoader(),
                            new Class<?>[] {TicketQueries.class},
                            (self, method, arguments) -> Uni.createFrom()
                                    .item(
                                            method.getName().equals("list")
                                                    ? new TicketQueries.Page(
                                                            details().stream()
                                                                    .map(one -> new TicketQueries.Row(
                                                                            one.ticket(), one.title(), one.receipts()))
                                                                    .toList(),
                                                            "",
                                                            0)
                                                    : details())),
                    SmallCountyFixture.casework(
                            (TicketRepository) Proxy.newProxyInstance(
                                    getClass().getClassLoader(),
                                    new Class<?>[] {TicketRepository.class},
                                    (self, method, arguments) -> {
                                        throw new UnsupportedOperationException();
                                    }),
                            () -> AT)),
            transcripts,
            accesses,
            new ReporterCalls(
                    () -> dialable,
                    outbound,
                    new RosterNumbers(
                            new InMemoryPostDirectory(List.of(new Post(
                                    new PostId(KEEPER.id()),
                                    RosterFixture.GRID,
                                    Role.KEEPER,
                                    "小王",
                                    "13900000061",
                                    "",
                                    LocalDate.EPOCH,
                                    Optional.empty()))),
                            RosterFixture.departments()),
                    new InMemoryReporterPhones().put(RECEIPT, "13900000091"),
                    QuietHours.DEFAULT,
                    () -> AT),
            RosterFixture.areas(),
            PageSamples.LINE,
            () -> now);
    private final WorkRecordings recordings = new WorkRecordings(pageModel, accesses, () -> now);

    @Test
    void thePageHasWhatWasSaidInItsOrderWithThePhotosAndTheUrges() {
        // Given
        dispatched(GRID, Confidentiality.OPEN);
        append(REPORTER, new Change.Supplemented(Optional.of(RECEIPT)), "在小学门口", LATER_PHOTO);
        append(REPORTER, new Change.Supplemented(Optional.of(RECEIPT)), "咋还没修");
        append(Actor.GATEWAY, new Change.Returned(GRID), "两个单位之间说的话");
        append(Actor.GATEWAY, new Change.Dispatched(GRID, List.of(), AT, false), "");
        // When
        WorkView.OpenedTicket opened = load().orElseThrow().opened().orElseThrow();
        // Then
        assertEquals(
                List.of("报的 路灯坏了", "补充 在小学门口", "催办 咋还没修"),
                opened.said().stream()
                        .map(said -> said.what() + " " + said.words())
                        .toList());
        assertEquals(List.of(PHOTO.sha256()), opened.said().getFirst().photos());
        assertEquals(1, opened.urges());
        assertEquals(RECEIPT.spoken(), opened.receipts());
        assertTrue(showsPhoto(PHOTO) && showsPhoto(LATER_PHOTO));
    }

    @Test
    void theTranscriptOfARecordingThatIsShownIsShownToo() {
        // Given
        dispatched(GRID, Confidentiality.OPEN);
        append(REPORTER, new Change.Supplemented(Optional.of(RECEIPT)), "", VOICE);
        append(Actor.GATEWAY, new Change.ResultSubmitted(true), "换了灯头", OTHER_VOICE);
        for (AttachmentId voice : List.of(VOICE, OTHER_VOICE)) {
            transcripts.add(NO, new Transcript(voice, "在小学门口", OptionalDouble.of(0.8), "whisper-1", AT, false), false);
        }
        append(REPORTER, new Change.Reopened(AT), "还不亮");
        append(Actor.GATEWAY, new Change.Dispatched(GRID, List.of(), AT, false), "");
        // When
        WorkView.OpenedTicket opened = load().orElseThrow().opened().orElseThrow();
        // Then
        assertEquals(Map.of(VOICE.sha256(), new TranscriptLine("在小学门口", "80", false)), opened.transcripts());
    }

    @Test
    void theHolderHearsARecordingForHalfAnHourAfterSayingWhy() {
        // Given
        dispatched(GRID, Confidentiality.OPEN);
        append(REPORTER, new Change.Supplemented(Optional.of(RECEIPT)), "", VOICE);
        WorkRecordings.Access before = access(VOICE);
        Set<String> audibleBefore = audible();
        // When
        WorkRecordings.Access opened = open(VOICE, "UNDERSTAND");
        // Then
        assertEquals(WorkRecordings.Access.NEEDS_REASON, before);
        assertEquals(Set.of(), audibleBefore);
        assertEquals(WorkRecordings.Access.OPEN, opened);
        assertEquals(WorkRecordings.Access.OPEN, access(VOICE));
        assertEquals(Set.of(VOICE.sha256()), audible());
        RecordingAccess heard = accesses.findHeard(NO)
                .await()
                .indefinitely()
                .get(VOICE)
                .newest()
                .getFirst();
        assertEquals(KEEPER, heard.listener());
        assertEquals(ListeningReason.UNDERSTAND, heard.reason());
        now = AT.plus(RecordingAccess.TERM);
        assertEquals(WorkRecordings.Access.NEEDS_REASON, access(VOICE));
    }

    @Test
    void withoutAReasonOnAnotherPageOrForAPhotoNothingOpens() {
        // Given
        dispatched(GRID, Confidentiality.OPEN);
        append(REPORTER, new Change.Supplemented(Optional.of(RECEIPT)), "", VOICE);
        // Then
        assertEquals(WorkRecordings.Access.NEEDS_REASON, open(VOICE, ""));
        assertEquals(WorkRecordings.Access.NEEDS_REASON, open(VOICE, "OTHER"), "the page offers no words");
        assertEquals(WorkRecordings.Access.HIDDEN, open(OTHER_VOICE, "UNDERSTAND"));
        assertEquals(WorkRecordings.Access.HIDDEN, open(PHOTO, "UNDERSTAND"));
        assertEquals(WorkRecordings.Access.HIDDEN, access(OTHER_VOICE));
        assertEquals(WorkRecordings.Access.OPEN, access(PHOTO), "a photo needs no reason");
        assertEquals(Map.of(), accesses.findHeard(NO).await().indefinitely());
    }

    private WorkRecordings.Access open(AttachmentId attachment, String reason) {
        return recordings.open(LINK, NO, attachment, reason).await().indefinitely();
    }

    private WorkRecordings.Access access(AttachmentId attachment) {
        return recordings.check(LINK, NO, attachment).await().indefinitely();
    }

    private Set<String> audible() {
        return load().orElseThrow().opened().orElseThrow().audible();
    }

    @Test
    void itEndsWhenTheTicketWentToAnother() {
        // Given
        dispatched(GRID, Confidentiality.OPEN);
        boolean isOpenBefore = load().isPresent();
        append(Actor.GATEWAY, new Change.Dispatched(HOUSING, List.of(), AT, false), "");
        // Then
        assertTrue(isOpenBefore);
        assertEquals(Optional.empty(), load());
        assertFalse(showsPhoto(PHOTO));
    }

    @Test
    void itEndsWhenTheTicketIsOver() {
        // Given
        dispatched(GRID, Confidentiality.OPEN);
        append(REPORTER, new Change.Withdrawn(), "");
        // Then
        assertEquals(Optional.empty(), load());
    }

    @Test
    void aSealedTicketIsNeverOpenedHere() {
        // Given
        dispatched(GRID, Confidentiality.SEALED);
        // Then
        assertEquals(Optional.empty(), load());
        assertFalse(showsPhoto(PHOTO));
    }

    @Test
    void photosOfOthersAreNotShown() {
        // Given
        dispatched(GRID, Confidentiality.OPEN);
        append(KEEPER, new Change.ResultSubmitted(true), "换了灯头", RESULT_PHOTO);
        // Then
        assertTrue(load().isPresent());
        assertFalse(showsPhoto(RESULT_PHOTO));
        assertFalse(showsPhoto(new AttachmentId("d".repeat(64))));
    }

    @Test
    void theLinkOfOneTicketOpensNoOther() {
        // Given
        dispatched(GRID, Confidentiality.OPEN);
        TicketNo other = new TicketNo("GD20261121621099000384");
        // Then
        assertEquals(
                Optional.empty(),
                pageModel.open(LINK, other, PageMessage.NONE).await().indefinitely());
    }

    @Test
    void theListHasWhatIsWithTheHolderAndNothingSealed() {
        // Given
        dispatched(GRID, Confidentiality.OPEN);
        List<WorkView.ListedTicket> mine = list();
        history.clear();
        dispatched(GRID, Confidentiality.SEALED);
        List<WorkView.ListedTicket> sealed = list();
        history.clear();
        dispatched(HOUSING, Confidentiality.OPEN);
        // Then
        assertEquals(
                List.of("路灯坏了"), mine.stream().map(WorkView.ListedTicket::title).toList());
        assertEquals(List.of(), sealed);
        assertEquals(List.of(), list());
    }

    @Test
    void whoHasTheTicketMayBeConnectedWithItsReporterAndNobodyElse() {
        // Given
        dispatched(GRID, Confidentiality.OPEN);
        boolean isOffered = load().orElseThrow().opened().orElseThrow().canCall();
        // When
        Optional<ReporterCalls.Answer> own = call();
        history.clear();
        dispatched(HOUSING, Confidentiality.OPEN);
        Optional<ReporterCalls.Answer> anothers = call();
        history.clear();
        dispatched(GRID, Confidentiality.SEALED);
        Optional<ReporterCalls.Answer> sealed = call();
        // Then
        assertTrue(isOffered);
        assertEquals(Optional.of(ReporterCalls.Answer.CALLING), own);
        assertEquals(Optional.empty(), anothers);
        assertEquals(Optional.empty(), sealed);
    }

    @Test
    void withoutALineNoCallIsOffered() {
        dispatched(GRID, Confidentiality.OPEN);
        dialable = Optional.empty();

        assertFalse(load().orElseThrow().opened().orElseThrow().canCall());
    }

    private Optional<ReporterCalls.Answer> call() {
        return pageModel.call(LINK, NO).await().indefinitely();
    }

    private List<WorkView.ListedTicket> list() {
        WorkLink all = new WorkLink("/work/l1", LINK.holder(), LINK.viewer(), LINK.ownerId(), true, Optional.empty());
        return pageModel.list(all, "", PageMessage.NONE).await().indefinitely().rows();
    }

    private void dispatched(Owner owner, Confidentiality confidentiality) {
        append(Actor.GATEWAY, new Change.Received(RECEIPT, Channel.WEB), "");
        append(
                Actor.GATEWAY,
                new Change.Triaged(
                        RequestKind.HELP,
                        "lamp",
                        Urgency.NORMAL,
                        RosterFixture.UNIT,
                        confidentiality,
                        new RoutingDecision(owner, List.of(), "派单目录", List.of(), 1, "", List.of(), Optional.empty()),
                        AT.plusSeconds(3600)),
                "");
        append(Actor.GATEWAY, new Change.Dispatched(owner, List.of(), AT.plusSeconds(3600), false), "");
    }

    private void append(Actor by, Change change, String words, AttachmentId... photos) {
        int seq = history.size() + 1;
        history.add(new TicketEvent(seq, AT.plusSeconds(seq), by, change, words, List.of(photos), Optional.empty()));
    }

    private Optional<TicketDetails> details() {
        return Optional.of(new TicketDetails(
                Ticket.replay(NO, history),
                "路灯坏了",
                List.of(new TicketQueries.ReportText(RECEIPT, "路灯坏了", List.of(PHOTO), AT)),
                List.of(new TicketQueries.ReceiptInfo(RECEIPT, Channel.WEB, "李*", "", AT)),
                List.copyOf(history),
                List.of()));
    }

    private Optional<WorkView> load() {
        return pageModel.open(LINK, NO, PageMessage.NONE).await().indefinitely();
    }

    private boolean showsPhoto(AttachmentId photo) {
        return pageModel.showsAttachment(LINK, NO, photo).await().indefinitely();
    }
}
