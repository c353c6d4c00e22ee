package lianhu.adapters.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A ticket of the API. Lists leave out the nullable long parts: text, attachments, deliveries, history. */
@Schema(name = "Ticket")
@JsonPropertyOrder(alphabetic = false)
record TicketJson(
        String no,
        int version,
        String kind,
        String category,
        String title,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String text,
        String urgency,
        String area,
        String place,
        String stage,
        String state,
        boolean sealed,
        boolean sensitive,
        boolean drill,
        OwnerJson lead,
        List<OwnerJson> helpers,
        @Nullable String mergedInto,
        RouteJson route,
        String receivedAt,
        String due,
        List<ReceiptJson> receipts,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<AttachmentJson> attachments,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<DeliveryJson> deliveries,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<EventJson> history) {

    /** The responsible unit. */
    record OwnerJson(String type, String id, String name) {}

    /** The reason of the routing. */
    record RouteJson(String rule, List<String> why, double confidence, String rules, List<OwnerJson> next) {}

    /** @param reporter masked */
    record ReceiptJson(
            String no,
            String channel,
            @Nullable String reporter,
            @Nullable String relayedBy) {}

    record AttachmentJson(String id, String kind, String sha256) {}

    record DeliveryJson(
            String to,
            String channel,
            String state,
            @Nullable String why,
            String at) {}

    record EventJson(int seq, String at, String type, String by) {}
}
