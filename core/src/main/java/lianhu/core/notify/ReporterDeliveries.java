package lianhu.core.notify;

import java.util.List;
import java.util.Optional;
import lianhu.core.area.AreaCode;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.notice.DeliveryState;
import lianhu.core.notice.GroupBindings;
import lianhu.core.notice.NewDelivery;
import lianhu.core.notice.NoticeType;
import lianhu.core.notice.Receipt;
import lianhu.core.notice.Recipient;
import lianhu.core.report.Channel;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.ReceiptContact;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketWithReceipts;

/**
 * How a reporter hears something: where it was said, in private, by SMS, or on the page. What is not open is never in a
 * group.
 */
final class ReporterDeliveries {
    private final GroupBindings groupBindings;

    ReporterDeliveries(GroupBindings groupBindings) {
        this.groupBindings = groupBindings;
    }

    static List<NewDelivery> toReporters(NoticeType type, TicketWithReceipts loaded) {
        boolean isOpen = loaded.ticket().confidentiality() == Confidentiality.OPEN;
        return loaded.receipts().stream()
                .map(contact ->
                        isOpen && contact.chat().isPresent() ? inGroup(type, contact) : inPrivate(type, contact))
                .toList();
    }

    NewDelivery result(Ticket ticket, ReceiptContact receiptContact) {
        boolean isPublic = ticket.confidentiality() == Confidentiality.OPEN;
        return switch (receiptContact.channel()) {
            case GROUP ->
                isPublic && receiptContact.chat().isPresent()
                        ? inGroup(NoticeType.RESULT, receiptContact)
                        : inPrivate(NoticeType.RESULT, receiptContact);
            case RELAY ->
                (isPublic
                                ? inUnitGroup(NoticeType.RESULT, receiptContact.receipt(), receiptContact.area())
                                : Optional.<NewDelivery>empty())
                        .orElseGet(() -> inPrivate(NoticeType.RESULT, receiptContact));
            case PRIVATE, APP, KF, WEB, PHONE, AWAY, OPEN311, HOTLINE, SMS, API, WALK_IN ->
                inPrivate(NoticeType.RESULT, receiptContact);
        };
    }

    private static NewDelivery inGroup(NoticeType type, ReceiptContact receiptContact) {
        return NewDelivery.pending(
                type,
                Optional.of(receiptContact.receipt()),
                new Recipient.Group(receiptContact.chat().orElseThrow()),
                Channel.GROUP);
    }

    static NewDelivery inPrivate(NoticeType type, ReceiptContact receiptContact) {
        if (receiptContact.channel() == Channel.KF) {
            return inCustomerService(type, receiptContact.receipt());
        }
        return !receiptContact.hasAccount() && receiptContact.hasMobile() && type.hasSms()
                ? bySms(type, receiptContact.receipt())
                : inPrivate(
                        type,
                        Optional.of(receiptContact.receipt()),
                        receiptContact.hasAccount(),
                        new Recipient.Reporter(receiptContact.receipt()));
    }

    /** To the number that the reporter left; where SMS is not connected, the notice waits for a query. */
    static NewDelivery bySms(NoticeType type, ReceiptNo receipt) {
        return NewDelivery.pending(type, Optional.of(receipt), new Recipient.Reporter(receipt), Channel.SMS);
    }

    /** In the customer's own conversation, as long as WeCom allows replies there. */
    static NewDelivery inCustomerService(NoticeType type, ReceiptNo receipt) {
        return NewDelivery.pending(type, Optional.of(receipt), new Recipient.Reporter(receipt), Channel.KF);
    }

    static NewDelivery inPrivate(NoticeType type, Receipt receipt, boolean hasAccount) {
        return inPrivate(type, Optional.of(receipt.no()), hasAccount, new Recipient.Reporter(receipt.no()));
    }

    private static NewDelivery inPrivate(
            NoticeType type, Optional<ReceiptNo> receipt, boolean hasAccount, Recipient recipient) {
        return hasAccount
                ? NewDelivery.pending(type, receipt, recipient, Channel.PRIVATE)
                : new NewDelivery(type, receipt, recipient, Channel.WEB, DeliveryState.WAITS_FOR_QUERY, "等本人来查");
    }

    static NewDelivery answered(NoticeType type, Receipt receipt, Recipient recipient, Channel channel) {
        return new NewDelivery(type, Optional.of(receipt.no()), recipient, channel, DeliveryState.SENT, "当场答复");
    }

    /** In the unit's group: the owner of a customer group confirms it, the unit head pastes it into a plain group. */
    Optional<NewDelivery> inUnitGroup(NoticeType type, ReceiptNo receipt, AreaCode unit) {
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
}
