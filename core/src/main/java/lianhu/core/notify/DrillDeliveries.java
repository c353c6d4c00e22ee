package lianhu.core.notify;

import java.util.List;
import java.util.stream.Stream;
import lianhu.core.notice.DeliveryState;
import lianhu.core.notice.NewDelivery;
import lianhu.core.notice.Recipient;
import lianhu.core.report.Channel;
import lianhu.core.ticket.Ticket;

/**
 * Who is told of a drill: those who take part, one by one, and no group of residents. Nothing goes by SMS: carriers approve the whole
 * text, and 【演练】 cannot be put before it.
 */
final class DrillDeliveries {
    private static final String NO_SMS = "演练不发短信，等本人来查";

    /** Those of a ticket that is no drill stay as they are. */
    static List<NewDelivery> of(Ticket ticket, List<NewDelivery> deliveries) {
        return ticket.isDrill()
                ? deliveries.stream().flatMap(DrillDeliveries::inDrill).toList()
                : deliveries;
    }

    private static Stream<NewDelivery> inDrill(NewDelivery delivery) {
        return switch (delivery.recipient()) {
            case Recipient.Group group -> Stream.empty();
            case Recipient.PlainGroup group -> Stream.empty();
            case Recipient.Reporter reporter ->
                Stream.of(
                        delivery.channel() == Channel.SMS
                                ? new NewDelivery(
                                        delivery.type(),
                                        delivery.receipt(),
                                        reporter,
                                        Channel.WEB,
                                        DeliveryState.WAITS_FOR_QUERY,
                                        NO_SMS)
                                : delivery);
            case Recipient.PostHolder post -> withoutSms(delivery);
            case Recipient.DepartmentContact office -> withoutSms(delivery);
        };
    }

    /** Who is called to an emergency and has no account is telephoned. */
    private static Stream<NewDelivery> withoutSms(NewDelivery delivery) {
        return delivery.channel() == Channel.SMS ? Stream.empty() : Stream.of(delivery);
    }

    private DrillDeliveries() {}
}
