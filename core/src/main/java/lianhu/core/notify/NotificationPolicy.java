package lianhu.core.notify;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lianhu.core.area.AreaCode;
import lianhu.core.catalogue.Catalogue;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.catalogue.KeywordTopic;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.catalogue.Urgency;
import lianhu.core.notice.DeliveryState;
import lianhu.core.notice.GroupBindings;
import lianhu.core.notice.NewDelivery;
import lianhu.core.notice.NoticeType;
import lianhu.core.notice.Receipt;
import lianhu.core.notice.Recipient;
import lianhu.core.report.Channel;
import lianhu.core.report.ReceiptNo;
import lianhu.core.report.Report;
import lianhu.core.routing.Department;
import lianhu.core.routing.Departments;
import lianhu.core.routing.Owner;
import lianhu.core.routing.OwnerResolver;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.ReceiptContact;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.TicketTimer;
import lianhu.core.ticket.TicketWithReceipts;

/**
 * 事事有回音: decides which notices follow a change. Pure. A group gets two, the receipt and the result; the others are
 * private or on demand. A matter that is not public is never named in a group.
 */
@ApplicationScoped
public final class NotificationPolicy {
    private static final Duration RECALL_INTERVAL = Duration.ofMinutes(1);
    /** After half an hour the leaders are called too, every ten minutes, after three hours every hour. It never ends by itself. */
    private static final int LEADERS_FROM_ROUND = 30;

    private static final Duration LATE_RECALL_INTERVAL = Duration.ofMinutes(10);
    private static final int HOURLY_FROM_ROUND = 45;
    private static final Duration LAST_RECALL_INTERVAL = Duration.ofHours(1);
    private static final Duration UNIT_HEAD_TIMEOUT = Duration.ofHours(24);
    private static final Duration RECOUNT_INTERVAL = Duration.ofHours(1);
    private static final Duration OBJECTION_PERIOD = Duration.ofDays(7);

    private final StaffRecipients staffRecipients;
    private final GroupBindings groupBindings;
    private final Catalogue catalogue;

    public NotificationPolicy(
            OwnerResolver ownerResolver, Departments departments, GroupBindings groupBindings, Catalogue catalogue) {
        this.staffRecipients = new StaffRecipients(ownerResolver, departments);
        this.groupBindings = groupBindings;
        this.catalogue = catalogue;
    }

    /** After a report is stored. The immediate answer of the channel is stored as SENT. */
    public List<NewDelivery> afterIntake(Report report, Receipt receipt, Ticket ticket) {
        List<NewDelivery> newDeliveries = new ArrayList<>();
        boolean isQuiet = !receipt.isPublic();
        NoticeType full = receipt.said();
        switch (report.channel()) {
            case GROUP -> {
                Recipient group = new Recipient.Group(chatId(report.conversation()));
                newDeliveries.add(answeredDelivery(isQuiet ? NoticeType.QUIET : full, receipt, group, Channel.GROUP));
                if (isQuiet || full != NoticeType.RECEIPT) {
                    newDeliveries.add(
                            privateDelivery(isQuiet ? full : NoticeType.RECEIPT, receipt, hasAccount(report)));
                }
            }
            case RELAY -> {
                newDeliveries.add(answeredDelivery(full, receipt, new Recipient.Reporter(receipt.no()), Channel.RELAY));
                if (!isQuiet) {
                    unitGroupDelivery(NoticeType.RECEIPT, receipt.no(), report.area())
                            .ifPresent(newDeliveries::add);
                }
            }
            case KF -> newDeliveries.add(kfDelivery(full, receipt.no()));
            case PRIVATE, APP -> newDeliveries.add(privateDelivery(full, receipt, hasAccount(report)));
            case WEB, PHONE, AWAY, OPEN311, HOTLINE, SMS, API ->
                newDeliveries.add(
                        answeredDelivery(full, receipt, new Recipient.Reporter(receipt.no()), report.channel()));
        }
        newDeliveries.addAll(
                ticket.urgency() == Urgency.EMERGENCY
                        ? staffRecipients.toResponders(ticket, report.receivedAt())
                        : staffRecipients.toOwner(NoticeType.ASSIGNED, ticket, report.receivedAt()));
        return List.copyOf(newDeliveries);
    }

    /** After an event of a stored ticket. */
    public List<NewDelivery> afterEvent(TicketWithReceipts before, Ticket now, TicketEvent event) {
        return switch (event.change()) {
            case Change.Dispatched d -> {
                boolean isReopening = now.reopenings() > before.ticket().reopenings();
                List<NewDelivery> newDeliveries = new ArrayList<>(
                        isReopening ? List.of() : staffRecipients.toOwner(NoticeType.ASSIGNED, now, event.at()));
                if (!d.isByHead() && !now.isSealed() && !isReopening) {
                    before.receipts()
                            .forEach(receiptContact ->
                                    newDeliveries.add(privateDelivery(NoticeType.DISPATCHED, receiptContact)));
                }
                yield List.copyOf(newDeliveries);
            }
            case Change.ResultSubmitted r ->
                before.receipts().stream()
                        .map(receiptContact -> resultDelivery(now, receiptContact))
                        .toList();
            case Change.Merged m -> {
                List<NewDelivery> newDeliveries =
                        new ArrayList<>(staffRecipients.toOwner(NoticeType.DROPPED, before.ticket(), event.at()));
                before.receipts()
                        .forEach(receiptContact ->
                                newDeliveries.add(privateDelivery(NoticeType.MERGED, receiptContact)));
                yield List.copyOf(newDeliveries);
            }
            case Change.Withdrawn w -> staffRecipients.toOwner(NoticeType.DROPPED, before.ticket(), event.at());
            case Change.Reopened r -> staffRecipients.toOwner(NoticeType.REOPENED, now, event.at());
            case Change.Received r -> List.of();
            case Change.Triaged t -> List.of();
            case Change.Accepted a ->
                now.isSealed()
                        ? before.receipts().stream()
                                .map(receiptContact -> privateDelivery(NoticeType.DISPATCHED, receiptContact))
                                .toList()
                        : List.of();
            case Change.Returned r -> List.of();
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
                                        .map(contact -> privateDelivery(NoticeType.DISPATCHED, contact)))
                        .toList();
            case Change.DisclosureRequested u -> List.of();
            case Change.DisclosureApproved u -> List.of();
            case Change.DisclosureViewed u -> List.of();
            case Change.Erased e -> List.of();
        };
    }

    /**
     * Another round of calls. After the third round the reporter learns that nobody has answered, and once more when the
     * leaders are called.
     */
    public List<NewDelivery> afterTimeout(TicketWithReceipts ticketWithReceipts, int round, Instant at) {
        List<NewDelivery> newDeliveries =
                new ArrayList<>(staffRecipients.toResponders(ticketWithReceipts.ticket(), at));
        if (round >= LEADERS_FROM_ROUND) {
            newDeliveries.addAll(staffRecipients.toLeaders(ticketWithReceipts.ticket(), at));
        }
        if (round == 3 || round == LEADERS_FROM_ROUND) {
            newDeliveries.addAll(toReporters(NoticeType.NOBODY_YET, ticketWithReceipts));
        }
        return List.copyOf(newDeliveries);
    }

    private static List<NewDelivery> toReporters(NoticeType type, TicketWithReceipts loaded) {
        boolean isOpen = loaded.ticket().confidentiality() == Confidentiality.OPEN;
        return loaded.receipts().stream()
                .map(contact -> isOpen && contact.chat().isPresent()
                        ? groupDelivery(type, contact)
                        : privateDelivery(type, contact))
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

    /** Of a stored report. */
    public List<TicketTimer> timers(Ticket ticket, boolean isProvisional, Instant at) {
        List<TicketTimer> ticketTimers = new ArrayList<>();
        if (ticket.urgency() == Urgency.EMERGENCY) {
            ticketTimers.add(new TicketTimer(TicketTimer.Kind.RECALL, at.plus(RECALL_INTERVAL), 1));
        }
        if (ticket.owner().type() == OwnerType.UNIT) {
            ticketTimers.add(unitHeadTimer(at));
        }
        if (isProvisional) {
            ticketTimers.add(recountTimer(at));
        }
        return ticketTimers;
    }

    /** Runs from each dispatch to a unit head. */
    public TicketTimer unitHeadTimer(Instant at) {
        return new TicketTimer(TicketTimer.Kind.UNIT_HEAD_TIMEOUT, at.plus(UNIT_HEAD_TIMEOUT), 1);
    }

    /** Holidays are loaded at a start. Each provisional due date is counted again within an hour after it. */
    public TicketTimer recountTimer(Instant at) {
        return new TicketTimer(TicketTimer.Kind.DUE_DATE_RECOUNT, at.plus(RECOUNT_INTERVAL), 1);
    }

    public TicketTimer nextRecall(TicketTimer fired) {
        Duration interval = fired.round() < LEADERS_FROM_ROUND
                ? RECALL_INTERVAL
                : fired.round() < HOURLY_FROM_ROUND ? LATE_RECALL_INTERVAL : LAST_RECALL_INTERVAL;
        return new TicketTimer(fired.kind(), fired.at().plus(interval), fired.round() + 1);
    }

    /** The reporter hears who answered; the owner gets the card with 签收 · 退回 · 办结, which an emergency's call has not. */
    private List<NewDelivery> afterFirstAcknowledgement(TicketWithReceipts before, Ticket now, Instant at) {
        return Stream.concat(
                        isEmergencyAdvice(now)
                                ? toReporters(NoticeType.EMERGENCY_ADVICE, before).stream()
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

    public TicketTimer autoCloseTimer(Instant at) {
        return new TicketTimer(TicketTimer.Kind.AUTO_CLOSE, at.plus(OBJECTION_PERIOD), 1);
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

    private NewDelivery resultDelivery(Ticket ticket, ReceiptContact receiptContact) {
        boolean isPublic = ticket.confidentiality() == Confidentiality.OPEN;
        return switch (receiptContact.channel()) {
            case GROUP ->
                isPublic && receiptContact.chat().isPresent()
                        ? groupDelivery(NoticeType.RESULT, receiptContact)
                        : privateDelivery(NoticeType.RESULT, receiptContact);
            case RELAY ->
                (isPublic
                                ? unitGroupDelivery(NoticeType.RESULT, receiptContact.receipt(), receiptContact.area())
                                : Optional.<NewDelivery>empty())
                        .orElseGet(() -> privateDelivery(NoticeType.RESULT, receiptContact));
            case PRIVATE, APP, KF, WEB, PHONE, AWAY, OPEN311, HOTLINE, SMS, API ->
                privateDelivery(NoticeType.RESULT, receiptContact);
        };
    }

    private static NewDelivery groupDelivery(NoticeType type, ReceiptContact receiptContact) {
        return NewDelivery.pending(
                type,
                Optional.of(receiptContact.receipt()),
                new Recipient.Group(receiptContact.chat().orElseThrow()),
                Channel.GROUP);
    }

    private static NewDelivery privateDelivery(NoticeType type, ReceiptContact receiptContact) {
        return receiptContact.channel() == Channel.KF
                ? kfDelivery(type, receiptContact.receipt())
                : privateDelivery(
                        type,
                        Optional.of(receiptContact.receipt()),
                        receiptContact.hasAccount(),
                        new Recipient.Reporter(receiptContact.receipt()));
    }

    /** In the customer's own conversation, as long as WeCom allows replies there. */
    private static NewDelivery kfDelivery(NoticeType type, ReceiptNo receipt) {
        return NewDelivery.pending(type, Optional.of(receipt), new Recipient.Reporter(receipt), Channel.KF);
    }

    private static NewDelivery privateDelivery(NoticeType type, Receipt receipt, boolean hasAccount) {
        return privateDelivery(type, Optional.of(receipt.no()), hasAccount, new Recipient.Reporter(receipt.no()));
    }

    private static NewDelivery privateDelivery(
            NoticeType type, Optional<ReceiptNo> receipt, boolean hasAccount, Recipient recipient) {
        return hasAccount
                ? NewDelivery.pending(type, receipt, recipient, Channel.PRIVATE)
                : new NewDelivery(type, receipt, recipient, Channel.WEB, DeliveryState.WAITS_FOR_QUERY, "等本人来查");
    }

    private static NewDelivery answeredDelivery(
            NoticeType type, Receipt receipt, Recipient recipient, Channel channel) {
        return new NewDelivery(type, Optional.of(receipt.no()), recipient, channel, DeliveryState.SENT, "当场答复");
    }

    /** In the unit's group: the owner of a customer group confirms it, the unit head pastes it into a plain group. */
    private Optional<NewDelivery> unitGroupDelivery(NoticeType type, ReceiptNo receipt, AreaCode unit) {
        return groupBindings
                .customerGroupOf(unit)
                .map(group -> NewDelivery.pending(
                        type, Optional.of(receipt), new Recipient.Group(group.chat()), Channel.GROUP))
                .or(() -> groupBindings
                        .plainGroupOf(unit)
                        .map(group -> new NewDelivery(
                                type,
                                Optional.of(receipt),
                                new Recipient.PlainGroup(unit),
                                Channel.RELAY,
                                DeliveryState.WAITS_FOR_PERSON,
                                "")));
    }

    private static boolean hasAccount(Report report) {
        return report.relayer().isEmpty() && !report.reporter().identity().isEmpty();
    }

    /** A group conversation is the source type, a colon and the chat id. */
    private static String chatId(String conversation) {
        return conversation.substring(conversation.indexOf(':') + 1);
    }
}
