package lianhu.adapters.web.work;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lianhu.adapters.web.support.Hotline;
import lianhu.adapters.web.support.PageMessage;
import lianhu.adapters.web.work.WorkView.ListedTicket;
import lianhu.adapters.web.work.WorkView.OpenedTicket;
import lianhu.adapters.web.work.WorkView.Said;
import lianhu.core.area.Areas;
import lianhu.core.casework.TicketService;
import lianhu.core.catalogue.Urgency;
import lianhu.core.deadline.ChineseTime;
import lianhu.core.outbound.ReporterCalls;
import lianhu.core.query.InvalidCursorException;
import lianhu.core.query.QueueFilter;
import lianhu.core.query.SearchFilter;
import lianhu.core.query.TicketQueries;
import lianhu.core.query.TicketQueries.TicketDetails;
import lianhu.core.recording.RecordingAccesses;
import lianhu.core.report.AttachmentId;
import lianhu.core.report.IdempotencyKeys;
import lianhu.core.speech.Transcript;
import lianhu.core.speech.TranscriptLine;
import lianhu.core.speech.TranscriptStore;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketNo;

/**
 * Loads and changes the tickets of a link while they are with the link's holder. It shows what was said and never who said
 * it. Sealed tickets are opened on the page of their circle only.
 */
@Singleton
class WorkPageModel {
    private static final int PAGE_SIZE = 50;
    private static final TicketQueries.Page NO_ROWS = new TicketQueries.Page(List.of(), "", 0);

    private final TicketQueries ticketQueries;
    private final TicketService ticketService;
    private final TranscriptStore transcripts;
    private final RecordingAccesses recordingAccesses;
    private final ReporterCalls reporterCalls;
    private final Areas areas;
    private final Hotline line;
    private final InstantSource clock;

    WorkPageModel(
            TicketQueries ticketQueries,
            TicketService ticketService,
            TranscriptStore transcripts,
            RecordingAccesses recordingAccesses,
            ReporterCalls reporterCalls,
            Areas areas,
            Hotline line,
            InstantSource clock) {
        this.ticketQueries = ticketQueries;
        this.ticketService = ticketService;
        this.transcripts = transcripts;
        this.recordingAccesses = recordingAccesses;
        this.reporterCalls = reporterCalls;
        this.areas = areas;
        this.line = line;
        this.clock = clock;
    }

    /** Empty when the ticket is not with the holder. */
    Uni<Optional<WorkView>> open(WorkLink link, String token, TicketNo no, PageMessage message) {
        return find(link, no)
                .chain(found -> found.map(details -> Uni.combine()
                                .all()
                                .unis(
                                        transcripts.find(recordings(details)),
                                        recordingAccesses.findOpen(no, link.holder(), clock.instant()))
                                .asTuple()
                                .map(sound -> Optional.of(view(
                                        link,
                                        token,
                                        Optional.of(opened(
                                                details, link, sound.getItem1().values(), sound.getItem2())),
                                        NO_ROWS,
                                        false,
                                        message))))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    private static List<AttachmentId> recordings(TicketDetails details) {
        return TicketContributions.of(details)
                .flatMap(one -> one.attachments().stream())
                .filter(AttachmentId::isVoice)
                .distinct()
                .toList();
    }

    /** The page after the only ticket of the link was given back. */
    WorkView empty(WorkLink link, String token, PageMessage message) {
        return view(link, token, Optional.empty(), NO_ROWS, false, message);
    }

    /** @param cursor of a later page; one that no page contained gives the first */
    Uni<WorkView> list(WorkLink link, String token, String cursor, PageMessage message) {
        TicketQueries.Query query = new TicketQueries.Query(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                Optional.of(link.ownerId()),
                "",
                "",
                PAGE_SIZE,
                Optional.of(QueueFilter.ALL),
                SearchFilter.NONE,
                TicketQueries.Order.MOST_URGENT);
        return ticketQueries
                .list(query.from(cursor), link.viewer())
                .onFailure(InvalidCursorException.class)
                .recoverWithUni(() -> ticketQueries.list(query, link.viewer()))
                .map(page -> view(link, token, Optional.empty(), page, !cursor.isEmpty(), message));
    }

    /** Whether the page of the ticket shows the photo or plays the voice message. */
    Uni<Boolean> showsAttachment(WorkLink link, TicketNo no, AttachmentId attachment) {
        return find(link, no)
                .map(found -> found.stream()
                        .flatMap(TicketContributions::of)
                        .anyMatch(one -> one.attachments().contains(attachment)));
    }

    /** An acknowledgement counts whichever version of the ticket the page showed. */
    Uni<TicketService.Outcome> act(WorkLink link, TicketNo no, int version, Action action) {
        return find(link, no)
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(new TicketService.Outcome.NotFound())
                        : action.type() == ActionType.ACKNOWLEDGE
                                ? ticketService.act(no, action)
                                : ticketService.act(no, version, action));
    }

    /** Connects the holder with a reporter. Empty when the ticket is not with the holder. */
    Uni<Optional<ReporterCalls.Answer>> call(WorkLink link, TicketNo no) {
        return find(link, no)
                .chain(found -> found.map(details -> reporterCalls
                                .request(
                                        no,
                                        details.receipts().stream()
                                                .map(TicketQueries.ReceiptInfo::receipt)
                                                .toList(),
                                        link.holder())
                                .map(Optional::of))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    private Uni<Optional<TicketDetails>> find(WorkLink link, TicketNo no) {
        return link.covers(no)
                ? ticketQueries
                        .find(no, link.viewer())
                        .map(found -> found.filter(details -> isWith(details.ticket(), link)))
                : Uni.createFrom().item(Optional.empty());
    }

    private boolean isWith(Ticket ticket, WorkLink link) {
        return !ticket.isSealed()
                && ticketService.allowedActions().isWith(ticket, link.holder(), ticketService.today());
    }

    private WorkView view(
            WorkLink link,
            String token,
            Optional<OpenedTicket> opened,
            TicketQueries.Page page,
            boolean isLaterPage,
            PageMessage message) {
        Instant now = clock.instant();
        return new WorkView(
                token,
                link.holder().name(),
                link.ticket().isEmpty(),
                opened,
                page.items().stream()
                        .filter(row -> isWith(row.ticket(), link))
                        .map(row -> listed(row.ticket(), row.title(), now))
                        .toList(),
                page.next(),
                isLaterPage,
                IdempotencyKeys.newKey(),
                message,
                line);
    }

    private ListedTicket listed(Ticket ticket, String title, Instant now) {
        return new ListedTicket(
                ticket.no().value(),
                title,
                areas.displayName(ticket.area()),
                ticket.urgency() == Urgency.EMERGENCY,
                switch (ticket.state()) {
                    case DISPATCHED -> ticket.owner().name() + "还没签收";
                    case ACCEPTED -> ticket.owner().name() + "在办";
                    case EXTENSION_REVIEW -> ticket.owner().name() + "在办，申请了延期";
                    case FEEDBACK_DUE -> "有了结果，等报的人回话";
                    case TRIAGED, RETURN_REVIEW, ADJUDICATING -> "受理台在派";
                    case CLOSED, MERGED, WITHDRAWN -> "办结";
                },
                QueueFilter.isClockRunning(ticket) ? ChineseTime.formatDue(ticket.due(), now) : "");
    }

    private OpenedTicket opened(
            TicketDetails details, WorkLink link, Collection<Transcript> heard, Set<AttachmentId> audible) {
        Instant now = clock.instant();
        List<Said> said =
                TicketContributions.of(details).map(one -> one.said(now)).toList();
        return new OpenedTicket(
                listed(details.ticket(), details.title(), now),
                details.ticket().version(),
                ticketService.allowedActions().of(details.ticket(), link.holder(), ticketService.today()).stream()
                        .map(ActionType::name)
                        .toList(),
                details.ticket().isBoundByAcceptance(),
                reporterCalls.isPossible() && !details.receipts().isEmpty(),
                details.receipts().stream().map(info -> info.receipt().spoken()).collect(Collectors.joining("、")),
                said.stream().filter(Said::isUrge).count(),
                said,
                TranscriptLine.byRecording(heard),
                audible.stream().map(AttachmentId::sha256).collect(Collectors.toUnmodifiableSet()));
    }
}
