package lianhu.desk.ticket;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import lianhu.core.board.BoardPolicy;
import lianhu.core.board.BoardRemovals;
import lianhu.core.catalogue.Urgency;
import lianhu.core.classification.TextClassifier;
import lianhu.core.consultation.ConsultationService;
import lianhu.core.outbound.CallMatter;
import lianhu.core.outbound.DailyCallLimit;
import lianhu.core.outbound.OutboundCallStore;
import lianhu.core.query.TicketQueries.TicketDetails;
import lianhu.core.recording.RecordingAccesses;
import lianhu.core.report.AttachmentId;
import lianhu.core.speech.TranscriptLine;
import lianhu.core.speech.TranscriptStore;
import lianhu.core.ticket.State;
import lianhu.core.ticket.Ticket;
import lianhu.desk.consultation.ConsultationRow;
import lianhu.desk.format.Labels;
import lianhu.desk.format.StaffMember;
import lianhu.desk.view.PhoneCallList;
import lianhu.desk.view.RecordingView;
import lianhu.desk.view.TicketView;
import lianhu.desk.view.VoiceHint;

/**
 * Reads what stands on the page of a ticket beside the ticket: calls, what a machine heard, who heard a recording, whether the
 * ticket is on the public board, and its consultations.
 */
@ApplicationScoped
class TicketPageReader {
    private static final int SHOWN_CALLS = 50;

    private final OutboundCallStore outboundCalls;
    private final DailyCallLimit dailyCallLimit;
    private final TranscriptStore transcripts;
    private final RecordingAccesses recordingAccesses;
    private final TextClassifier classifier;
    private final BoardPolicy boardPolicy;
    private final BoardRemovals boardRemovals;
    private final ConsultationService consultationService;
    private final Labels labels;
    private final InstantSource clock;

    TicketPageReader(
            OutboundCallStore outboundCalls,
            DailyCallLimit dailyCallLimit,
            TranscriptStore transcripts,
            RecordingAccesses recordingAccesses,
            TextClassifier classifier,
            BoardPolicy boardPolicy,
            BoardRemovals boardRemovals,
            ConsultationService consultationService,
            Labels labels,
            InstantSource clock) {
        this.outboundCalls = outboundCalls;
        this.dailyCallLimit = dailyCallLimit;
        this.transcripts = transcripts;
        this.recordingAccesses = recordingAccesses;
        this.classifier = classifier;
        this.boardPolicy = boardPolicy;
        this.boardRemovals = boardRemovals;
        this.consultationService = consultationService;
        this.labels = labels;
        this.clock = clock;
    }

    Uni<TicketPage.View> read(TicketDetails details, ActionPanel actionPanel, StaffMember staffMember) {
        Instant now = clock.instant();
        return Uni.combine()
                .all()
                .unis(
                        calls(details.ticket(), now),
                        followUps(details.ticket(), now),
                        reporterCalls(details, now),
                        transcripts.find(recordings(details)),
                        recordingAccesses.findOpen(details.ticket().no(), AttachmentPage.listener(staffMember), now),
                        recordingAccesses.findHeard(details.ticket().no()),
                        boardRemovals.find(details.ticket().no()),
                        consultationService.find(details.ticket().no()))
                .asTuple()
                .map(found -> new TicketPage.View(
                        TicketView.of(details, labels, now),
                        actionPanel,
                        found.getItem1(),
                        found.getItem2(),
                        found.getItem3(),
                        RecordingView.of(
                                TranscriptLine.byRecording(found.getItem4().values()),
                                found.getItem5(),
                                found.getItem6(),
                                now),
                        VoiceHint.of(details, found.getItem4().values(), classifier),
                        BoardEntry.of(details.ticket(), boardPolicy, found.getItem7(), now),
                        found.getItem8().stream()
                                .map(one -> ConsultationRow.of(one, now))
                                .toList()));
    }

    private Uni<PhoneCallList> calls(Ticket ticket, Instant now) {
        return ticket.urgency() == Urgency.EMERGENCY
                ? calls(new CallMatter.OfTicket(ticket.no()), now)
                : Uni.createFrom().item(PhoneCallList.NONE);
    }

    /** Nobody is asked before there is a result. */
    private Uni<PhoneCallList> followUps(Ticket ticket, Instant now) {
        return ticket.state() == State.FEEDBACK_DUE || ticket.state() == State.CLOSED || ticket.reopenings() > 0
                ? calls(new CallMatter.OfFollowUp(ticket.no()), now)
                : Uni.createFrom().item(PhoneCallList.NONE);
    }

    private Uni<PhoneCallList> reporterCalls(TicketDetails details, Instant now) {
        return details.receipts().isEmpty()
                ? Uni.createFrom().item(PhoneCallList.NONE)
                : calls(
                        new CallMatter.OfReporterCall(
                                details.ticket().no(),
                                details.receipts().getFirst().receipt()),
                        now);
    }

    private Uni<PhoneCallList> calls(CallMatter matter, Instant now) {
        return outboundCalls
                .findByMatter(matter, SHOWN_CALLS, now, dailyCallLimit.calls())
                .map(board -> PhoneCallList.of(matter, board, labels, now));
    }

    /** Those that the page plays: none of a sealed ticket. */
    private static List<AttachmentId> recordings(TicketDetails details) {
        return Stream.concat(
                        details.texts().stream().flatMap(said -> said.attachments().stream()),
                        details.history().stream().flatMap(event -> event.attachments().stream()))
                .filter(attachment -> attachment.isVoice() && AttachmentPage.shows(details, attachment))
                .distinct()
                .toList();
    }
}
