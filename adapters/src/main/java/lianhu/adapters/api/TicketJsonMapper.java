package lianhu.adapters.api;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lianhu.adapters.api.TicketJson.AttachmentJson;
import lianhu.adapters.api.TicketJson.DeliveryJson;
import lianhu.adapters.api.TicketJson.EventJson;
import lianhu.adapters.api.TicketJson.OwnerJson;
import lianhu.adapters.api.TicketJson.ReceiptJson;
import lianhu.adapters.api.TicketJson.RouteJson;
import lianhu.core.area.Areas;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.deadline.BusinessCalendar;
import lianhu.core.notice.Delivery;
import lianhu.core.query.TicketQueries.ReceiptInfo;
import lianhu.core.query.TicketQueries.ReportText;
import lianhu.core.query.TicketQueries.Row;
import lianhu.core.query.TicketQueries.TicketDetails;
import lianhu.core.report.AttachmentId;
import lianhu.core.routing.Owner;
import lianhu.core.routing.RoutingDecision;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.TicketNo;
import org.jspecify.annotations.Nullable;

/** Turns tickets into {@link TicketJson}. */
@Singleton
public class TicketJsonMapper {
    private final Areas areas;

    TicketJsonMapper(Areas areas) {
        this.areas = areas;
    }

    TicketJson full(TicketDetails ticketDetails) {
        return json(
                ticketDetails.ticket(),
                ticketDetails.title(),
                ticketDetails.receipts(),
                ticketDetails.texts().stream()
                        .map(ReportText::text)
                        .filter(text -> !text.isBlank())
                        .collect(Collectors.joining("\n")),
                Stream.concat(
                                ticketDetails.texts().stream().flatMap(reportText -> reportText.attachments().stream()),
                                ticketDetails.history().stream().flatMap(event -> event.attachments().stream()))
                        .distinct()
                        .map(TicketJsonMapper::attachment)
                        .toList(),
                ticketDetails.deliveries().stream()
                        .map(TicketJsonMapper::delivery)
                        .toList(),
                ticketDetails.history().stream().map(TicketJsonMapper::event).toList());
    }

    TicketJson summary(Row row) {
        return json(row.ticket(), row.title(), row.receipts(), null, null, null, null);
    }

    public static String time(Instant at) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                at.atZone(BusinessCalendar.ZONE).toOffsetDateTime().withNano(0));
    }

    private TicketJson json(
            Ticket ticket,
            String title,
            List<ReceiptInfo> receipts,
            @Nullable String text,
            @Nullable List<AttachmentJson> attachments,
            @Nullable List<DeliveryJson> deliveries,
            @Nullable List<EventJson> history) {
        return new TicketJson(
                ticket.no().value(),
                ticket.version(),
                ticket.kind().label(),
                ticket.category(),
                title,
                text,
                ticket.urgency().name(),
                ticket.area().value(),
                areas.displayName(ticket.area()),
                ticket.state().stage().label(),
                ticket.state().name(),
                ticket.isSealed(),
                ticket.confidentiality() != Confidentiality.OPEN,
                ticket.isDrill(),
                owner(ticket.owner()),
                owners(ticket.collaborators()),
                ticket.mergedInto().map(TicketNo::value).orElse(null),
                route(ticket.route()),
                time(ticket.receivedAt()),
                time(ticket.due()),
                receipts.stream().map(TicketJsonMapper::receipt).toList(),
                attachments,
                deliveries,
                history);
    }

    private static RouteJson route(RoutingDecision routingDecision) {
        return new RouteJson(
                routingDecision.rule(),
                routingDecision.why(),
                routingDecision.confidence(),
                routingDecision.rulesHash(),
                owners(routingDecision.alternatives()));
    }

    static OwnerJson owner(Owner owner) {
        return new OwnerJson(owner.type().name(), owner.id(), owner.name());
    }

    private static List<OwnerJson> owners(List<Owner> owners) {
        return owners.stream().map(TicketJsonMapper::owner).toList();
    }

    private static ReceiptJson receipt(ReceiptInfo receiptInfo) {
        return new ReceiptJson(
                receiptInfo.receipt().digits(),
                receiptInfo.channel().name(),
                emptyToNull(receiptInfo.reporter()),
                emptyToNull(receiptInfo.relayedBy()));
    }

    private static AttachmentJson attachment(AttachmentId photo) {
        return new AttachmentJson(photo.sha256(), photo.isVoice() ? "VOICE" : "PHOTO", photo.sha256());
    }

    private static DeliveryJson delivery(Delivery delivery) {
        return new DeliveryJson(
                delivery.recipient().encode(),
                delivery.channel().name(),
                delivery.state().name(),
                emptyToNull(delivery.why()),
                time(delivery.at()));
    }

    private static EventJson event(TicketEvent event) {
        return new EventJson(
                event.seq(),
                time(event.at()),
                event.change().type().name(),
                event.by().id());
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
