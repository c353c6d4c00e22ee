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
import lianhu.core.catalogue.Urgency;
import lianhu.core.deadline.ChineseTime;
import lianhu.core.outbound.ReporterCalls;
import lianhu.core.query.QueueFilter;
import lianhu.core.query.TicketQueries;
import lianhu.core.query.TicketQueries.TicketDetails;
import lianhu.core.recording.RecordingAccesses;
import lianhu.core.report.AttachmentId;
import lianhu.core.report.IdempotencyKeys;
import lianhu.core.speech.Transcript;
import lianhu.core.speech.TranscriptLine;
import lianhu.core.speech.TranscriptStore;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketNo;

/** Loads the pages of a link's tickets. They show what was said and never who said it. */
@Singleton
class WorkPageModel {
    private static final TicketQueries.Page NO_ROWS = new TicketQueries.Page(List.of(), "", 0);

    private final WorkTickets workTickets;
    private final TranscriptStore transcripts;
    private final RecordingAccesses recordingAccesses;
    private final ReporterCalls reporterCalls;
    private final Areas areas;
    private final Hotline line;
    private final InstantSource clock;

    WorkPageModel(
            WorkTickets workTickets,
            TranscriptStore transcripts,
            RecordingAccesses recordingAccesses,
            ReporterCalls reporterCalls,
            Areas areas,
            Hotline line,
            InstantSource clock) {
        this.workTickets = workTickets;
        this.transcripts = transcripts;
        this.recordingAccesses = recordingAccesses;
        this.reporterCalls = reporterCalls;
        this.areas = areas;
        this.line = line;
        this.clock = clock;
    }

    /** Empty when the ticket is not with the holder. */
    Uni<Optional<WorkView>> open(WorkLink link, TicketNo no, PageMessage message) {
        return workTickets
                .find(link, no)
                .chain(found -> found.map(details -> Uni.combine()
                                .all()
                                .unis(
                                        transcripts.find(recordings(details)),
                                        recordingAccesses.findOpen(no, link.holder(), clock.instant()))
                                .asTuple()
                                .map(sound -> Optional.of(view(
                                        link,
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
    WorkView empty(WorkLink link, PageMessage message) {
        return view(link, Optional.empty(), NO_ROWS, false, message);
    }

    /** @param cursor of a later page; one that no page contained gives the first */
    Uni<WorkView> list(WorkLink link, String cursor, PageMessage message) {
        return workTickets
                .list(link, cursor)
                .map(page -> view(link, Optional.empty(), page, !cursor.isEmpty(), message));
    }

    /** Whether the page of the ticket shows the photo or plays the voice message. */
    Uni<Boolean> showsAttachment(WorkLink link, TicketNo no, AttachmentId attachment) {
        return workTickets
                .find(link, no)
                .map(found -> found.stream()
                        .flatMap(TicketContributions::of)
                        .anyMatch(one -> one.attachments().contains(attachment)));
    }

    /** Connects the holder with a reporter. Empty when the ticket is not with the holder. */
    Uni<Optional<ReporterCalls.Answer>> call(WorkLink link, TicketNo no) {
        return workTickets
                .find(link, no)
                .chain(found -> found.map(details -> reporterCalls
                                .request(
                                        no,
                                        details.ticket().urgency() == Urgency.EMERGENCY,
                                        details.receipts().stream()
                                                .map(TicketQueries.ReceiptInfo::receipt)
                                                .toList(),
                                        link.holder())
                                .map(Optional::of))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    private WorkView view(
            WorkLink link,
            Optional<OpenedTicket> opened,
            TicketQueries.Page page,
            boolean isLaterPage,
            PageMessage message) {
        Instant now = clock.instant();
        return new WorkView(
                link.path(),
                link.expires(),
                link.holder().name(),
                link.ticket().isEmpty(),
                opened,
                page.items().stream()
                        .map(row -> listed(link, row.ticket(), row.title(), now))
                        .toList(),
                page.next(),
                isLaterPage,
                IdempotencyKeys.newKey(),
                message,
                line);
    }

    private ListedTicket listed(WorkLink link, Ticket ticket, String title, Instant now) {
        return new ListedTicket(
                ticket.no().value(),
                title,
                areas.displayName(ticket.area()),
                ticket.urgency() == Urgency.EMERGENCY,
                switch (ticket.state()) {
                    case DISPATCHED -> ticket.owner().name() + "还没签收";
                    case ACCEPTED -> ticket.owner().name() + "在办";
                    case EXTENSION_REVIEW -> ticket.owner().name() + "在办，申请了延期";
                    case WAITING_REPORTER -> "在等报的人回话，钟停着" + until(ticket, now);
                    case RESULT_SUBMITTED -> "报了结果，受理台在核";
                    case FEEDBACK_DUE -> "有了结果，等报的人回话";
                    case TRIAGED, RETURN_REVIEW, ADJUDICATING -> "受理台在派";
                    case CLOSED, MERGED, WITHDRAWN -> "办结";
                },
                QueueFilter.isClockRunning(ticket) ? ChineseTime.formatDue(ticket.due(), now) : "",
                ticket.version(),
                workTickets.allowedActions(link, ticket).stream()
                        .map(ActionType::name)
                        .toList(),
                ticket.isBoundByAcceptance(),
                ticket.supervision()
                        .filter(one -> !one.isAnswered())
                        .map(one -> ChineseTime.formatDue(one.replyDue(), now))
                        .orElse(""));
    }

    private static String until(Ticket ticket, Instant now) {
        return ticket.reporterWait()
                .current()
                .map(wait -> "，等到" + ChineseTime.formatDue(wait.until(), now))
                .orElse("");
    }

    private OpenedTicket opened(
            TicketDetails details, WorkLink link, Collection<Transcript> heard, Set<AttachmentId> audible) {
        Instant now = clock.instant();
        List<Said> said =
                TicketContributions.of(details).map(one -> one.said(now)).toList();
        return new OpenedTicket(
                listed(link, details.ticket(), details.title(), now),
                details.ticket().drillNotice(),
                reporterCalls.isPossible() && !details.receipts().isEmpty(),
                details.receipts().stream().map(info -> info.receipt().spoken()).collect(Collectors.joining("、")),
                said.stream().filter(Said::isUrge).count(),
                said,
                TranscriptLine.byRecording(heard),
                audible.stream().map(AttachmentId::sha256).collect(Collectors.toUnmodifiableSet()));
    }
}
