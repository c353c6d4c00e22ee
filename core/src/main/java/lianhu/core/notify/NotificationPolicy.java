package lianhu.core.notify;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lianhu.core.area.AreaCode;
import lianhu.core.catalogue.Catalogue;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.catalogue.KeywordTopic;
import lianhu.core.catalogue.Urgency;
import lianhu.core.deadline.DeadlineStep;
import lianhu.core.kf.KfSessions;
import lianhu.core.notice.DeliveryState;
import lianhu.core.notice.GroupBindings;
import lianhu.core.notice.NewDelivery;
import lianhu.core.notice.NoticeType;
import lianhu.core.notice.Receipt;
import lianhu.core.report.MeTooText;
import lianhu.core.report.Report;
import lianhu.core.roster.Post;
import lianhu.core.routing.Department;
import lianhu.core.routing.Departments;
import lianhu.core.routing.Owner;
import lianhu.core.routing.OwnerResolver;
import lianhu.core.sms.SmsAvailability;
import lianhu.core.sms.SmsTemplate;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.ReceiptContact;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.TicketWithReceipts;

/**
 * 事事有回音: decides which notices follow a change. Pure. A group gets two, the receipt and the result; the others are
 * private or on demand. A matter that is not public is never named in a group.
 */
@ApplicationScoped
public final class NotificationPolicy {
    private final StaffRecipients staffRecipients;
    private final ReporterDeliveries reporterDeliveries;
    private final ReceiptDeliveries receiptDeliveries;
    private final WaitDeliveries waitDeliveries;
    private final SupervisionDeliveries supervisionDeliveries;
    private final Catalogue catalogue;
    private final SmsAvailability smsAvailability;

    public NotificationPolicy(
            OwnerResolver ownerResolver,
            Departments departments,
            GroupBindings groupBindings,
            Catalogue catalogue,
            SmsAvailability smsAvailability) {
        this.staffRecipients = new StaffRecipients(ownerResolver, departments);
        this.reporterDeliveries = new ReporterDeliveries(groupBindings);
        this.receiptDeliveries = new ReceiptDeliveries(reporterDeliveries);
        this.waitDeliveries = new WaitDeliveries(staffRecipients);
        this.supervisionDeliveries = new SupervisionDeliveries(staffRecipients);
        this.catalogue = catalogue;
        this.smsAvailability = smsAvailability;
    }

    /** After a report is stored. The immediate answer of the channel is stored as SENT. */
    public List<NewDelivery> afterIntake(Report report, Receipt receipt, Ticket ticket) {
        List<NewDelivery> newDeliveries = new ArrayList<>(receiptDeliveries.afterIntake(report, receipt));
        if (ticket.urgency() == Urgency.EMERGENCY) {
            newDeliveries.addAll(staffRecipients.toResponders(ticket, report.receivedAt()));
            newDeliveries.addAll(respondersBySms(ticket, false, report.receivedAt()));
        } else {
            newDeliveries.addAll(staffRecipients.toOwner(NoticeType.ASSIGNED, ticket, report.receivedAt()));
        }
        newDeliveries.addAll(staffRecipients.toCollaborators(NoticeType.COLLABORATION, ticket, report.receivedAt()));
        return DrillDeliveries.of(ticket, List.copyOf(newDeliveries));
    }

    /** After an event of a stored ticket. */
    public List<NewDelivery> afterEvent(TicketWithReceipts before, Ticket now, TicketEvent event) {
        return DrillDeliveries.of(now, deliveriesAfter(withAllowedContacts(before, now), now, event));
    }

    /** Domestic violence, suicide, a child harmed: no SMS tells of it, since others may read the phone. */
    boolean isOnlyForItsReporter(Ticket ticket) {
        return immediateReply(
                        ticket.urgency(),
                        ticket.confidentiality(),
                        ticket.route().rule())
                == NoticeType.DANGER_ADVICE;
    }

    private TicketWithReceipts withAllowedContacts(TicketWithReceipts before, Ticket now) {
        return isOnlyForItsReporter(now)
                ? new TicketWithReceipts(
                        before.ticket(),
                        before.title(),
                        before.receipts().stream()
                                .map(ReceiptContact::withoutOthers)
                                .toList())
                : before;
    }

    private List<NewDelivery> deliveriesAfter(TicketWithReceipts before, Ticket now, TicketEvent event) {
        return switch (event.change()) {
            case Change.Dispatched d -> {
                boolean isReopening = now.reopenings() > before.ticket().reopenings();
                List<NewDelivery> newDeliveries = new ArrayList<>(
                        isReopening ? List.of() : staffRecipients.toOwner(NoticeType.ASSIGNED, now, event.at()));
                if (!d.isByHead() && !now.isSealed() && !isReopening) {
                    before.receipts()
                            .forEach(receiptContact -> newDeliveries.add(
                                    ReporterDeliveries.inPrivate(NoticeType.DISPATCHED, receiptContact)));
                }
                newDeliveries.addAll(staffRecipients.toCollaborators(NoticeType.COLLABORATION, now, event.at()));
                yield List.copyOf(newDeliveries);
            }
            case Change.ResultSubmitted r when r.isToBeChecked() -> List.of();
            case Change.ResultRejected r -> supervisionDeliveries.afterRejection(before, now, event);
            case Change.Supervised s -> supervisionDeliveries.afterOrder(before, now, event);
            case Change.SupervisionAnswered s -> List.of();
            case Change.SupervisionOverdue s -> supervisionDeliveries.afterSilence(before, now, event);
            case Change.ResultSubmitted r -> result(before, now, event);
            case Change.ResultPassed r -> result(before, now, event);
            // The page has just said with whose matter it is handled.
            case Change.Merged m when before.ticket().route().rule().equals(MeTooText.RULE) -> List.of();
            case Change.Merged m -> {
                List<NewDelivery> newDeliveries = new ArrayList<>(dropped(before.ticket(), event.at()));
                before.receipts()
                        .forEach(receiptContact ->
                                newDeliveries.add(ReporterDeliveries.inPrivate(NoticeType.MERGED, receiptContact)));
                yield List.copyOf(newDeliveries);
            }
            case Change.Withdrawn w -> dropped(before.ticket(), event.at());
            case Change.Reopened r -> staffRecipients.toOwner(NoticeType.REOPENED, now, event.at());
            case Change.Received r -> List.of();
            case Change.Triaged t -> List.of();
            case Change.Accepted a ->
                now.isSealed() && !a.isDeemed()
                        ? before.receipts().stream()
                                .map(receiptContact ->
                                        ReporterDeliveries.inPrivate(NoticeType.DISPATCHED, receiptContact))
                                .toList()
                        : List.of();
            case Change.AcceptanceOverdue a -> staffRecipients.toOwner(NoticeType.REMINDER, now, event.at());
            case Change.Returned r -> List.of();
            case Change.ExtensionRequested e -> List.of();
            case Change.ExtensionGranted e ->
                Stream.concat(
                                staffRecipients.toOwner(NoticeType.EXTENSION_DECIDED, now, event.at()).stream(),
                                before.receipts().stream()
                                        .map(contact -> ReporterDeliveries.inPrivate(NoticeType.EXTENDED, contact)))
                        .toList();
            case Change.ExtensionRefused e -> staffRecipients.toOwner(NoticeType.EXTENSION_DECIDED, now, event.at());
            case Change.ReporterAsked a -> List.of(WaitDeliveries.question(before));
            case Change.ReporterReminded a -> List.of(WaitDeliveries.question(before));
            case Change.Resumed r -> waitDeliveries.afterWait(r, before, now, event);
            case Change.Closed c -> List.of();
            case Change.MergedFrom a -> List.of();
            case Change.Transcribed w -> List.of();
            case Change.Supplemented s when event.by().isHandler() -> List.of();
            case Change.Supplemented s ->
                now.urgency() == Urgency.EMERGENCY && !now.state().isOver()
                        ? staffRecipients.toResponders(now, event.at())
                        : staffRecipients.toOwner(NoticeType.ASSIGNED, now, event.at());
            case Change.Acknowledged a ->
                before.ticket().isAcknowledged() ? List.of() : afterFirstAcknowledgement(before, now, event.at());
            case Change.DueDateRecounted d ->
                Stream.concat(
                                staffRecipients.toOwner(NoticeType.ASSIGNED, now, event.at()).stream(),
                                before.receipts().stream()
                                        .map(contact -> ReporterDeliveries.inPrivate(NoticeType.DISPATCHED, contact)))
                        .toList();
            case Change.DeadlineReached d -> afterDeadline(d.step(), before, now, event.at());
            case Change.Consulted c -> List.of();
            case Change.DisclosureRequested u -> List.of();
            case Change.DisclosureApproved u -> List.of();
            case Change.DisclosureViewed u -> List.of();
            case Change.Erased e -> List.of();
        };
    }

    private List<NewDelivery> result(TicketWithReceipts before, Ticket now, TicketEvent event) {
        return Stream.of(
                        before.receipts().stream()
                                .map(receiptContact -> reporterDeliveries.result(now, receiptContact))
                                .toList(),
                        staffRecipients.toAwayContacts(before, now, event),
                        staffRecipients.toCollaborators(NoticeType.COLLABORATION, now, event.at()))
                .flatMap(List::stream)
                .toList();
    }

    /**
     * Whether a message brings the reporter a question. A page that nobody may open again is no way to ask, and what customer
     * service no longer brings goes by SMS.
     */
    public boolean reachesByQuestion(TicketWithReceipts loaded, Instant at) {
        NewDelivery question = WaitDeliveries.question(loaded);
        ReceiptContact contact = loaded.receipts().getFirst();
        boolean isBySms =
                contact.hasMobile() && !loaded.ticket().isDrill() && smsAvailability.canSend(SmsTemplate.QUESTION);
        return question.state() == DeliveryState.PENDING
                && switch (question.channel()) {
                    case SMS -> isBySms;
                    case KF -> isBySms || at.isBefore(contact.receivedAt().plus(KfSessions.REPLY_WINDOW));
                    default -> true;
                };
    }

    /** None where the text would not be sent: each would only stand among what did not arrive. */
    private List<NewDelivery> respondersBySms(Ticket ticket, boolean areLeadersCalled, Instant at) {
        return smsAvailability.canSend(SmsTemplate.URGENT)
                ? staffRecipients.toRespondersBySms(ticket, areLeadersCalled, at)
                : List.of();
    }

    /**
     * Another round of calls. After the third round the reporter learns that nobody has answered, and once more when the
     * leaders are called, of which all who are called are told by SMS as at first.
     */
    public List<NewDelivery> afterTimeout(TicketWithReceipts ticketWithReceipts, int round, Instant at) {
        List<NewDelivery> newDeliveries =
                new ArrayList<>(staffRecipients.toResponders(ticketWithReceipts.ticket(), at));
        if (round >= TimerPolicy.LEADERS_FROM_ROUND) {
            newDeliveries.addAll(staffRecipients.toLeaders(ticketWithReceipts.ticket(), at));
        }
        if (round == TimerPolicy.LEADERS_FROM_ROUND) {
            newDeliveries.addAll(respondersBySms(ticketWithReceipts.ticket(), true, at));
        }
        if (round == 3 || round == TimerPolicy.LEADERS_FROM_ROUND) {
            newDeliveries.addAll(ReporterDeliveries.toReporters(
                    NoticeType.NOBODY_YET, withAllowedContacts(ticketWithReceipts, ticketWithReceipts.ticket())));
        }
        return DrillDeliveries.of(ticketWithReceipts.ticket(), List.copyOf(newDeliveries));
    }

    private List<NewDelivery> dropped(Ticket ticket, Instant at) {
        return Stream.concat(
                        staffRecipients.toOwner(NoticeType.DROPPED, ticket, at).stream(),
                        staffRecipients.toCollaborators(NoticeType.DROPPED, ticket, at).stream())
                .toList();
    }

    private List<NewDelivery> afterDeadline(DeadlineStep step, TicketWithReceipts before, Ticket now, Instant at) {
        List<NewDelivery> newDeliveries = new ArrayList<>(staffRecipients.toOwnerAndDeputies(step, now, at));
        newDeliveries.addAll(staffRecipients.toSupervisors(step, before, at));
        if (step == DeadlineStep.OVERDUE) {
            before.receipts()
                    .forEach(contact -> newDeliveries.add(ReporterDeliveries.inPrivate(NoticeType.DELAYED, contact)));
        }
        return List.copyOf(newDeliveries);
    }

    /** The names of those who supervise the owner once the step is reached. */
    public List<String> namesOfSupervisors(DeadlineStep step, TicketWithReceipts loaded, Instant at) {
        return staffRecipients.supervisors(step, loaded, at).stream()
                .map(Post::spoken)
                .toList();
    }

    /** The names of those whom a call reaches, as the reporter reads them; empty when it reaches nobody. */
    public List<String> namesOfResponders(AreaCode area, Owner owner, Instant at) {
        return staffRecipients.namesOfResponders(area, owner, at);
    }

    /** The name of the duty room that a message for this place reaches; empty where it has no account. */
    public Optional<String> nameOfReachedDutyRoom(AreaCode area) {
        return staffRecipients.reachedDutyRoom(area).map(Department::name);
    }

    /** The reporter hears who answered; the owner gets the card with 签收 · 退回 · 办结, which an emergency's call has not. */
    private List<NewDelivery> afterFirstAcknowledgement(TicketWithReceipts before, Ticket now, Instant at) {
        return Stream.concat(
                        isEmergencyAdvice(now)
                                ? ReporterDeliveries.toReporters(NoticeType.EMERGENCY_ADVICE, before).stream()
                                : Stream.empty(),
                        staffRecipients.toOwner(NoticeType.ASSIGNED, now, at).stream())
                .toList();
    }

    private boolean isEmergencyAdvice(Ticket ticket) {
        return immediateReply(
                        ticket.urgency(),
                        ticket.confidentiality(),
                        ticket.route().rule())
                == NoticeType.EMERGENCY_ADVICE;
    }

    /** The notice that answers the reporter immediately, on every channel. */
    public NoticeType immediateReply(Urgency urgency, Confidentiality confidentiality, String advice) {
        boolean isEmergency = urgency == Urgency.EMERGENCY;
        if (isEmergency && catalogue.topic(advice).map(KeywordTopic::isPrivate).orElse(false)) {
            return NoticeType.DANGER_ADVICE;
        }
        return confidentiality == Confidentiality.SEALED
                ? NoticeType.SEALED_RECEIPT
                : isEmergency ? NoticeType.EMERGENCY_ADVICE : NoticeType.RECEIPT;
    }
}
