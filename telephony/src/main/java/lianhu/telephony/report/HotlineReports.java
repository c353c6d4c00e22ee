package lianhu.telephony.report;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import lianhu.core.area.Areas;
import lianhu.core.call.CallLanguages;
import lianhu.core.call.CallLog;
import lianhu.core.call.CallOutcome;
import lianhu.core.call.LoggedCall;
import lianhu.core.casework.TicketService;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.catalogue.RequestKind;
import lianhu.core.catalogue.Urgency;
import lianhu.core.classification.Classification;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.intake.AttachmentStore;
import lianhu.core.intake.ReportSubmission;
import lianhu.core.query.TicketQueries;
import lianhu.core.query.TicketQueries.TicketDetails;
import lianhu.core.query.Viewer;
import lianhu.core.report.AttachmentId;
import lianhu.core.report.Channel;
import lianhu.core.report.MessageSource;
import lianhu.core.report.PersonDetails;
import lianhu.core.report.PhoneNumberParser;
import lianhu.core.report.ReceiptNo;
import lianhu.core.report.Report;
import lianhu.core.report.ReportRejectedException;
import lianhu.core.report.UntranscribedVoice;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.State;
import lianhu.core.ticket.Ticket;
import lianhu.telephony.callflow.event.CallId;
import lianhu.telephony.callflow.event.ReportKind;
import lianhu.telephony.callflow.event.ReportProgress;
import lianhu.telephony.gateway.recording.BridgeRecording;
import lianhu.telephony.gateway.recording.CallReports;

/**
 * Submits what a caller said as a voice message that the desk listens to. An emergency needs no words: it is an urgent ticket,
 * and people are called, at once.
 */
@ApplicationScoped
public final class HotlineReports implements CallReports {
    private static final System.Logger LOG = System.getLogger(HotlineReports.class.getName());

    private static final String SOURCE_TYPE = "hotline";
    private static final String ACCOUNT = "phone";

    /** Nothing is known but that it is urgent. The matter of one caller is not for a group. */
    private static final Classification EMERGENCY = new Classification(
            RequestKind.HELP,
            Urgency.EMERGENCY,
            Confidentiality.PRIVATE,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of());

    private final ReportSubmission submission;
    private final AttachmentStore attachments;
    private final TicketService ticketService;
    private final TicketQueries ticketQueries;
    private final CallLog callLog;
    private final Areas areas;
    private final InstantSource clock;

    public HotlineReports(
            ReportSubmission submission,
            AttachmentStore attachments,
            TicketService ticketService,
            TicketQueries ticketQueries,
            CallLog callLog,
            Areas areas,
            InstantSource clock) {
        this.submission = submission;
        this.attachments = attachments;
        this.ticketService = ticketService;
        this.ticketQueries = ticketQueries;
        this.callLog = callLog;
        this.areas = areas;
        this.clock = clock;
    }

    @Override
    public Uni<String> submit(CallId call, ReportKind kind, String caller, String language, List<byte[]> recordings) {
        return store(recordings)
                .chain(voices -> submission.submit(report(call, kind, caller, language, voices)))
                .call(receipt -> kind == ReportKind.UNFILED_TALK
                        ? callLog.recordReport(call.value(), receipt.no(), ACCOUNT, clock.instant())
                        : Uni.createFrom().voidItem())
                .map(receipt -> receipt.no().digits());
    }

    @Override
    public Uni<Void> addUnattended(CallId call, String caller, String name, List<byte[]> recordings) {
        return callLog.find(call.value()).chain(row -> {
            boolean hasReport = row.filter(found -> !found.receipt().isEmpty()).isPresent();
            String language = row.map(LoggedCall::language).orElse("");
            if (recordings.isEmpty()) {
                return recordUnattended(call, caller, Optional.empty());
            }
            return hasReport
                    ? addRecordings(call, name, recordings)
                            .onFailure(ReportRejectedException.class)
                            .recoverWithUni(() -> submitUnattended(call, caller, language, recordings))
                    : submitUnattended(call, caller, language, recordings);
        });
    }

    /** Of a sealed matter nobody hears by telephone that it exists. */
    @Override
    public Uni<Optional<ReportProgress>> findProgress(ReceiptNo receipt) {
        return ticketQueries
                .find(receipt, Viewer.GATEWAY)
                .map(found -> found.map(TicketDetails::ticket)
                        .filter(ticket -> ticket.confidentiality() != Confidentiality.SEALED)
                        .map(this::progress));
    }

    private ReportProgress progress(Ticket ticket) {
        Optional<LocalDate> due =
                Optional.of(DeadlinePolicy.localDate(ticket.due())).filter(day -> isPromised(ticket.state()));
        LocalDate today = DeadlinePolicy.localDate(clock.instant());
        return new ReportProgress(
                stage(ticket.state()), due, due.filter(today::isAfter).isPresent(), ticket.isDrill());
    }

    /** Before an owner has it, the date is that of finding one; while the reporter is asked, the clock stands still. */
    private static boolean isPromised(State state) {
        return switch (state) {
            case DISPATCHED, ACCEPTED, EXTENSION_REVIEW -> true;
            default -> false;
        };
    }

    /** What came of it is not said before the desk has checked it. */
    private static ReportProgress.Stage stage(State state) {
        return switch (state) {
            case TRIAGED, DISPATCHED, RETURN_REVIEW, ADJUDICATING -> ReportProgress.Stage.ASSIGNING;
            case ACCEPTED, WAITING_REPORTER, EXTENSION_REVIEW, RESULT_SUBMITTED -> ReportProgress.Stage.HANDLING;
            case FEEDBACK_DUE -> ReportProgress.Stage.ANSWERED;
            case CLOSED, MERGED, WITHDRAWN -> ReportProgress.Stage.OVER;
        };
    }

    /** The recording may be the report: an instance that ended before it deleted the recording left both. */
    @Override
    public Uni<Void> addRecordings(CallId call, String name, List<byte[]> recordings) {
        return Uni.combine()
                .all()
                .unis(ticket(call), store(recordings))
                .asTuple()
                .chain(found -> {
                    TicketDetails ticket = found.getItem1();
                    List<AttachmentId> sounds = found.getItem2();
                    return ticket.texts().stream()
                                    .anyMatch(text -> text.attachments().containsAll(sounds))
                            ? Uni.createFrom().voidItem()
                            : add(ticket, name, sounds);
                });
    }

    private Uni<Void> submitUnattended(CallId call, String caller, String language, List<byte[]> recordings) {
        return submit(call, ReportKind.UNATTENDED_MESSAGE, caller, language, recordings)
                .chain(receipt -> recordUnattended(call, caller, ReceiptNo.parse(receipt)));
    }

    private Uni<Void> recordUnattended(CallId call, String caller, Optional<ReceiptNo> receipt) {
        return callLog.recordUnattended(call.value(), caller, call.begunAt().orElseGet(clock::instant), receipt);
    }

    @Override
    public Uni<BridgeRecording> bridgeRecording(CallId call) {
        return callLog.find(call.value())
                .map(row -> row.map(this::use).orElseGet(() -> new BridgeRecording.Submit("", "")));
    }

    private BridgeRecording use(LoggedCall call) {
        if (!call.receipt().isEmpty()) {
            return new BridgeRecording.Add();
        }
        if (call.isSettled()) {
            return new BridgeRecording.Delete();
        }
        Instant latest = clock.instant().minus(CallLog.TIME_TO_FILE);
        boolean isWaitingForCall =
                call.outcome().filter(CallOutcome.CALLBACK_TASK::equals).isPresent();
        return !isWaitingForCall && call.endedAt().filter(latest::isAfter).isPresent()
                ? new BridgeRecording.Submit(call.caller(), call.language())
                : new BridgeRecording.Keep();
    }

    private Uni<Void> add(TicketDetails ticket, String name, List<AttachmentId> sounds) {
        return ticketService
                .act(
                        ticket.ticket().no(),
                        Action.of(ActionType.SUPPLEMENT, Actor.GATEWAY)
                                .withWords("通话的录音")
                                .withAttachments(sounds)
                                .withSource(new MessageSource(SOURCE_TYPE, ACCOUNT, name)))
                .invoke(outcome -> {
                    if (!(outcome instanceof TicketService.Outcome.Done)) {
                        throw new ReportRejectedException("the ticket takes no addition");
                    }
                })
                .replaceWithVoid();
    }

    /** A receipt without a ticket is that of an erased report: nothing may be added. */
    private Uni<TicketDetails> ticket(CallId call) {
        return callLog.find(call.value())
                .map(row -> row.flatMap(found -> ReceiptNo.parse(found.receipt())))
                .chain(receipt -> receipt.isEmpty()
                        ? Uni.createFrom().item(Optional.<TicketDetails>empty())
                        : ticketQueries.find(receipt.get(), Viewer.GATEWAY))
                .map(details -> details.orElseThrow(() -> new ReportRejectedException("the call has no ticket")));
    }

    private Uni<List<AttachmentId>> store(List<byte[]> recordings) {
        return Multi.createFrom()
                .iterable(recordings)
                .onItem()
                .transformToUniAndConcatenate(this::store)
                .select()
                .where(Optional::isPresent)
                .map(Optional::get)
                .collect()
                .asList();
    }

    /** Empty for a file without sound: the report is made without it. */
    private Uni<Optional<AttachmentId>> store(byte[] recording) {
        return attachments
                .storeVoice(recording)
                .map(Optional::of)
                .onFailure(ReportRejectedException.class)
                .recoverWithItem(() -> {
                    LOG.log(Level.WARNING, "a recording is no sound file");
                    return Optional.empty();
                });
    }

    private Report report(CallId call, ReportKind kind, String caller, String language, List<AttachmentId> voices) {
        Instant now = clock.instant();
        return new Report(
                new MessageSource(SOURCE_TYPE, ACCOUNT, sourceId(call, kind)),
                Channel.HOTLINE,
                "hotline:" + call,
                areas.county().code(),
                new PersonDetails("", "", number(caller)),
                Optional.empty(),
                (words(kind, !voices.isEmpty()) + "\n" + CallLanguages.note(language)).strip(),
                voices,
                now,
                now,
                kind == ReportKind.EMERGENCY ? Optional.of(EMERGENCY) : Optional.empty());
    }

    /** An exchange may put a code of the country or a 0 before a mobile number; the person behind it is the same. */
    private static String number(String caller) {
        return PhoneNumberParser.parse(caller).orElse(caller);
    }

    /** A message that is confirmed and one whose caller has gone meanwhile are the same report. */
    private static String sourceId(CallId call, ReportKind kind) {
        return switch (kind) {
            case MESSAGE, DROPPED_MESSAGE -> call.value();
            case UNATTENDED_MESSAGE -> call + "-unattended";
            case UNFILED_TALK -> call + "-talk";
            case EMERGENCY -> call + "-emergency";
        };
    }

    private static String words(ReportKind kind, boolean hasVoice) {
        if (kind == ReportKind.EMERGENCY) {
            return "来电人按了急事键，已在拨紧急电话和值班席" + (hasVoice ? "；按键以前说的话在录音里。" : "。");
        }
        if (!hasVoice) {
            return "来电人留了言，录音没有保存下来，请回电话问清楚。";
        }
        return UntranscribedVoice.PLACEHOLDER
                + switch (kind) {
                    case DROPPED_MESSAGE -> "\n来电人没有听到受理编号就挂了电话，请回电话。";
                    case UNFILED_TALK -> "\n座席接了这个电话，一天以内没有登记。请听录音，要办的就派下去。";
                    case UNATTENDED_MESSAGE -> "\n网关没有接到这个电话，由电话交换机录下；来电人没有听到受理编号，请回电话。";
                    case MESSAGE, EMERGENCY -> "";
                };
    }
}
