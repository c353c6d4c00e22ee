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
import lianhu.core.Worklist.File;
import lianhu.core.Worklist.Row;
import lianhu.core.Worklist.Told;
import lianhu.core.Worklist.Words;
import lianhu.core.area.Areas;
import lianhu.core.catalogue.Discretion;
import lianhu.core.deadline.WorkingDays;
import lianhu.core.notice.Delivery;
import lianhu.core.report.PhotoId;
import lianhu.core.routing.Owner;
import lianhu.core.routing.Route;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.TicketNo;
import org.jspecify.annotations.Nullable;

/** Turns tickets into {@link TicketJson}. */
@Singleton
class TicketJsons {
    private final Areas areas;

    TicketJsons(Areas areas) {
        this.areas = areas;
    }

    TicketJson whole(File file) {
        return json(
                file.ticket(),
                file.title(),
                file.receipts(),
                file.words().stream()
                        .map(Words::text)
                        .filter(text -> !text.isBlank())
                        .collect(Collectors.joining("\n")),
                Stream.concat(
                                file.words().stream().flatMap(words -> words.photos().stream()),
                                file.history().stream().flatMap(event -> event.photos().stream()))
                        .distinct()
                        .map(TicketJsons::attachment)
                        .toList(),
                file.deliveries().stream().map(TicketJsons::delivery).toList(),
                file.history().stream().map(TicketJsons::event).toList());
    }

    TicketJson brief(Row row) {
        return json(row.ticket(), row.title(), row.receipts(), null, null, null, null);
    }

    static String time(Instant at) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                at.atZone(WorkingDays.ZONE).toOffsetDateTime().withNano(0));
    }

    private TicketJson json(
            Ticket ticket,
            String title,
            List<Told> receipts,
            @Nullable String text,
            @Nullable List<AttachmentJson> attachments,
            @Nullable List<DeliveryJson> deliveries,
            @Nullable List<EventJson> history) {
        return new TicketJson(
                ticket.no().value(),
                ticket.version(),
                ticket.kind().word(),
                ticket.category(),
                title,
                text,
                ticket.urgency().name(),
                ticket.area().value(),
                areas.spoken(ticket.area()),
                ticket.state().stage().word(),
                ticket.state().name(),
                ticket.isSealed(),
                ticket.discretion() != Discretion.OPEN,
                false,
                owner(ticket.lead()),
                owners(ticket.helpers()),
                ticket.mergedInto().map(TicketNo::value).orElse(null),
                route(ticket.route()),
                time(ticket.receivedAt()),
                time(ticket.due()),
                receipts.stream().map(TicketJsons::receipt).toList(),
                attachments,
                deliveries,
                history);
    }

    private static RouteJson route(Route route) {
        return new RouteJson(route.rule(), route.why(), route.confidence(), route.rules(), owners(route.next()));
    }

    static OwnerJson owner(Owner owner) {
        return new OwnerJson(owner.type().name(), owner.id(), owner.name());
    }

    private static List<OwnerJson> owners(List<Owner> owners) {
        return owners.stream().map(TicketJsons::owner).toList();
    }

    private static ReceiptJson receipt(Told told) {
        return new ReceiptJson(
                told.receipt().digits(), told.channel().name(), orNull(told.reporter()), orNull(told.relayedBy()));
    }

    private static AttachmentJson attachment(PhotoId photo) {
        return new AttachmentJson(photo.sha256(), photo.isVoice() ? "VOICE" : "PHOTO", photo.sha256());
    }

    private static DeliveryJson delivery(Delivery delivery) {
        return new DeliveryJson(
                delivery.audience().text(),
                delivery.channel().name(),
                delivery.state().name(),
                orNull(delivery.why()),
                time(delivery.at()));
    }

    private static EventJson event(TicketEvent event) {
        return new EventJson(
                event.seq(),
                time(event.at()),
                event.change().type().name(),
                event.by().id());
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
