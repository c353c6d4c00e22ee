package lianhu.adapters.sql;

import static lianhu.adapters.sql.RoutingJson.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import lianhu.core.area.AreaCode;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.catalogue.RequestKind;
import lianhu.core.catalogue.Urgency;
import lianhu.core.deadline.DeadlineStep;
import lianhu.core.report.Channel;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.ConsultationKind;
import lianhu.core.ticket.ErasureBasis;
import lianhu.core.ticket.EventType;
import lianhu.core.ticket.TicketNo;

/** Reads and writes the stored JSON of a {@link Change}; the type of the change has its own column. */
public final class ChangeJson {
    public static String write(Change change) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        switch (change) {
            case Change.Received c -> {
                node.put("receipt", c.receipt().digits())
                        .put("channel", c.channel().name());
                if (c.isDrill()) {
                    node.put("drill", true);
                }
            }
            case Change.Triaged c -> triaged(node, c);
            case Change.Dispatched c -> {
                node.set("lead", RoutingJson.node(c.owner()));
                node.set("helpers", RoutingJson.node(c.collaborators()));
                node.put("due", PgTimestamps.truncate(c.due()).toString()).put("byHead", c.isByHead());
            }
            case Change.Returned c -> node.set("desk", RoutingJson.node(c.desk()));
            case Change.ResultSubmitted c -> {
                node.put("solved", c.isSolved());
                if (c.isToBeChecked()) {
                    node.put("check", true);
                }
            }
            case Change.ResultPassed c -> {}
            case Change.ResultRejected c ->
                node.put("due", PgTimestamps.truncate(c.due()).toString());
            case Change.Supervised c ->
                node.put("replyDue", PgTimestamps.truncate(c.replyDue()).toString());
            case Change.SupervisionAnswered c -> {}
            case Change.SupervisionOverdue c -> {}
            case Change.Closed c -> node.put("reason", c.reason().name());
            case Change.Merged c -> node.put("into", c.into().value());
            case Change.MergedFrom c -> node.put("other", c.other().value());
            case Change.Supplemented c -> c.receipt().ifPresent(no -> node.put("receipt", no.digits()));
            case Change.Accepted c -> node.put("deemed", c.isDeemed());
            case Change.AcceptanceOverdue c -> {}
            case Change.ExtensionRequested c ->
                node.put("until", PgTimestamps.truncate(c.until()).toString());
            case Change.ExtensionGranted c ->
                node.put("due", PgTimestamps.truncate(c.due()).toString());
            case Change.ExtensionRefused c -> {}
            case Change.ReporterAsked c ->
                node.put("until", PgTimestamps.truncate(c.until()).toString());
            case Change.ReporterReminded c -> {}
            case Change.Resumed c ->
                node.put("reason", c.reason().name())
                        .put("due", PgTimestamps.truncate(c.due()).toString())
                        .put("waited", c.waited().toString());
            case Change.Reopened c ->
                node.put("due", PgTimestamps.truncate(c.due()).toString());
            case Change.DueDateRecounted c ->
                node.put("due", PgTimestamps.truncate(c.due()).toString());
            case Change.DeadlineReached c -> node.put("step", c.step().name());
            case Change.Withdrawn c -> {}
            case Change.Acknowledged c -> {}
            case Change.Transcribed c -> {}
            case Change.Consulted c ->
                node.put("number", c.number()).put("kind", c.kind().name());
            case Change.DisclosureRequested c -> {}
            case Change.DisclosureApproved c -> {}
            case Change.DisclosureViewed c -> {}
            case Change.Erased c ->
                node.put("kinds", ContentKinds.write(c.kinds()))
                        .put("held", ContentKinds.write(c.held()))
                        .put("basis", c.basis().name());
        }
        return node.toString();
    }

    public static Change read(EventType type, String json) {
        JsonNode node = RoutingJson.parse(json);
        return switch (type) {
            case RECEIVED ->
                new Change.Received(
                        new ReceiptNo(text(node, "receipt")),
                        Channel.valueOf(text(node, "channel")),
                        node.path("drill").booleanValue());
            case TRIAGED -> triaged(node);
            case DISPATCHED ->
                new Change.Dispatched(
                        RoutingJson.owner(node.path("lead")),
                        RoutingJson.owners(node.path("helpers")),
                        Instant.parse(text(node, "due")),
                        node.path("byHead").booleanValue());
            case ACCEPTED -> new Change.Accepted(node.path("deemed").booleanValue());
            case ACCEPTANCE_OVERDUE -> new Change.AcceptanceOverdue();
            case EXTENSION_REQUESTED -> new Change.ExtensionRequested(Instant.parse(text(node, "until")));
            case EXTENSION_GRANTED -> new Change.ExtensionGranted(Instant.parse(text(node, "due")));
            case EXTENSION_REFUSED -> new Change.ExtensionRefused();
            case REPORTER_ASKED -> new Change.ReporterAsked(Instant.parse(text(node, "until")));
            case REPORTER_REMINDED -> new Change.ReporterReminded();
            case RESUMED ->
                new Change.Resumed(
                        Change.Resumed.Reason.valueOf(text(node, "reason")),
                        Instant.parse(text(node, "due")),
                        Duration.parse(text(node, "waited")));
            case RETURNED -> new Change.Returned(RoutingJson.owner(node.path("desk")));
            case RESULT_SUBMITTED ->
                new Change.ResultSubmitted(
                        node.path("solved").booleanValue(), node.path("check").booleanValue());
            case RESULT_PASSED -> new Change.ResultPassed();
            case RESULT_REJECTED -> new Change.ResultRejected(Instant.parse(text(node, "due")));
            case SUPERVISED -> new Change.Supervised(Instant.parse(text(node, "replyDue")));
            case SUPERVISION_ANSWERED -> new Change.SupervisionAnswered();
            case SUPERVISION_OVERDUE -> new Change.SupervisionOverdue();
            case CLOSED -> new Change.Closed(Change.Closed.Reason.valueOf(text(node, "reason")));
            case REOPENED -> new Change.Reopened(Instant.parse(text(node, "due")));
            case MERGED -> new Change.Merged(new TicketNo(text(node, "into")));
            case ABSORBED -> new Change.MergedFrom(new TicketNo(text(node, "other")));
            case WITHDRAWN -> new Change.Withdrawn();
            case SUPPLEMENTED ->
                new Change.Supplemented(
                        node.has("receipt") ? Optional.of(new ReceiptNo(text(node, "receipt"))) : Optional.empty());
            case WRITTEN_DOWN -> new Change.Transcribed();
            case ACKNOWLEDGED -> new Change.Acknowledged();
            case DUE_DATE_RECOUNTED -> new Change.DueDateRecounted(Instant.parse(text(node, "due")));
            case DEADLINE_REACHED -> new Change.DeadlineReached(DeadlineStep.valueOf(text(node, "step")));
            case CONSULTATION_OPENED -> consulted(node, Change.Consulted.Step.OPENED);
            case CONSULTATION_ANSWERED -> consulted(node, Change.Consulted.Step.ANSWERED);
            case CONSULTATION_OVERDUE -> consulted(node, Change.Consulted.Step.OVERDUE);
            case CONSULTATION_ENDED -> consulted(node, Change.Consulted.Step.ENDED);
            case UNSEAL_ASKED -> new Change.DisclosureRequested();
            case UNSEALED -> new Change.DisclosureApproved();
            case UNSEAL_SEEN -> new Change.DisclosureViewed();
            case ERASED ->
                new Change.Erased(
                        ContentKinds.read(text(node, "kinds")),
                        ContentKinds.read(text(node, "held")),
                        ErasureBasis.valueOf(text(node, "basis")));
        };
    }

    private static Change.Consulted consulted(JsonNode node, Change.Consulted.Step step) {
        return new Change.Consulted(node.path("number").intValue(), ConsultationKind.valueOf(text(node, "kind")), step);
    }

    private static void triaged(ObjectNode node, Change.Triaged c) {
        node.put("kind", c.kind().name())
                .put("category", c.category())
                .put("urgency", c.urgency().name())
                .put("area", c.area().value())
                .put("discretion", c.confidentiality().name())
                .put("due", PgTimestamps.truncate(c.due()).toString())
                .set("route", RoutingJson.node(c.route()));
    }

    private static Change.Triaged triaged(JsonNode node) {
        return new Change.Triaged(
                RequestKind.valueOf(text(node, "kind")),
                text(node, "category"),
                Urgency.valueOf(text(node, "urgency")),
                new AreaCode(text(node, "area")),
                Confidentiality.valueOf(text(node, "discretion")),
                RoutingJson.route(node.path("route")),
                Instant.parse(text(node, "due")));
    }

    private ChangeJson() {}
}
