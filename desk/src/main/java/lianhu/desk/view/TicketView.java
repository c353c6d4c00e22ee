package lianhu.desk.view;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.catalogue.Urgency;
import lianhu.core.deadline.ChineseTime;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.notice.DeliveryState;
import lianhu.core.query.QueueFilter;
import lianhu.core.query.TicketQueries;
import lianhu.core.report.VoiceAttachment;
import lianhu.core.routing.Owner;
import lianhu.core.routing.RoutingDecision;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.ContentKind;
import lianhu.core.ticket.Stage;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketNo;
import lianhu.desk.delivery.DeskDeliveryRow;
import lianhu.desk.format.Labels;
import lianhu.desk.format.StatusLabel;

/**
 * A ticket as the pages of the desk show it.
 *
 * @param isUnansweredCall nobody has answered the emergency: the page rings
 * @param drill what is said above a drill; empty for every other
 */
public record TicketView(
        String no,
        int version,
        String title,
        String topic,
        String urgency,
        String urgencyTone,
        String place,
        String owner,
        String successor,
        String helpers,
        StatusLabel standing,
        List<Step> steps,
        List<DueIndicator> dueIndicators,
        List<ReportEntry> said,
        List<HistoryEntry> line,
        RoutingExplanation why,
        List<DeskDeliveryRow> deliveries,
        String deliveryCounts,
        String mergedInto,
        boolean isSealed,
        boolean areWordsErased,
        boolean isPrivate,
        boolean isOver,
        boolean isUnansweredCall,
        boolean isSupervised,
        String drill) {

    /** @param look CSS class: done, now or empty */
    record Step(String word, String look) {}

    /** One report of the ticket: its words, and how it came in. */
    record ReportEntry(
            String receipt,
            String words,
            List<String> photos,
            List<VoiceAttachment> voices,
            String reporter,
            String way,
            String time,
            String full) {}

    /**
     * @param percent confidence of the routing decision
     * @param isCurrent whether the ticket is still with the owner that the rule chose
     */
    record RoutingExplanation(
            String owner,
            String rule,
            List<String> reasons,
            long percent,
            String tone,
            boolean isRecused,
            boolean isCurrent) {}

    public static TicketView of(TicketQueries.TicketDetails ticketDetails, Labels labels, Instant now) {
        Ticket ticket = ticketDetails.ticket();
        List<DeskDeliveryRow> deliveries = ticketDetails.deliveries().stream()
                .map(delivery -> DeskDeliveryRow.of(delivery, labels, now))
                .toList();
        return new TicketView(
                ticket.no().value(),
                ticket.version(),
                ticketDetails.title(),
                labels.topic(ticket),
                urgency(ticket.urgency()),
                tone(ticket.urgency()),
                ticket.isSealed() ? "不显示地方" : labels.place(ticket.area()),
                ticket.owner().name(),
                labels.successor(ticket, DeadlinePolicy.localDate(now)),
                String.join(
                        "、", ticket.collaborators().stream().map(Owner::name).toList()),
                StatusLabel.of(ticket),
                steps(ticket.state().stage()),
                DueIndicator.of(ticket, ticketDetails.history(), now),
                said(ticketDetails, now),
                HistoryEntry.history(ticketDetails.history(), ticket.isSealed(), labels, now),
                why(ticket),
                deliveries,
                deliveryCounts(ticketDetails),
                ticket.mergedInto().map(TicketNo::value).orElse(""),
                ticket.isSealed(),
                ticket.erased().contains(ContentKind.WORDS),
                ticket.confidentiality() == Confidentiality.PRIVATE,
                ticket.state().isOver(),
                QueueFilter.isUnansweredCall(ticket) && !ticket.isDrill(),
                !ticket.state().isOver() && ticket.supervision().isPresent(),
                ticket.drillNotice());
    }

    public String receipts() {
        return String.join("、", said.stream().map(ReportEntry::receipt).toList());
    }

    /** How often the reporter, or the desk for the reporter, added something or urged. */
    public long additions() {
        return line.stream()
                .filter(entry -> entry.sentence().equals(HistoryEntry.ADDITION))
                .count();
    }

    private static List<Step> steps(Stage now) {
        return Arrays.stream(Stage.values())
                .map(stage -> new Step(stage.label(), stage.compareTo(now) < 0 ? "done" : stage == now ? "now" : ""))
                .toList();
    }

    private static List<ReportEntry> said(TicketQueries.TicketDetails ticketDetails, Instant now) {
        boolean isSealed = ticketDetails.ticket().isSealed();
        return ticketDetails.receipts().stream()
                .map(receiptInfo -> {
                    TicketQueries.ReportText reportText = ticketDetails.texts().stream()
                            .filter(one -> one.receipt().equals(receiptInfo.receipt()))
                            .findFirst()
                            .orElse(new TicketQueries.ReportText(
                                    receiptInfo.receipt(), "", List.of(), receiptInfo.at()));
                    return new ReportEntry(
                            receiptInfo.receipt().spoken(),
                            isSealed ? "" : reportText.text(),
                            isSealed ? List.of() : VoiceAttachment.photosIn(reportText.attachments()),
                            isSealed ? List.of() : VoiceAttachment.voicesIn(reportText.attachments()),
                            isSealed ? "封存" : reporter(ticketDetails, receiptInfo),
                            isSealed ? "封存" : way(receiptInfo),
                            ChineseTime.formatPast(receiptInfo.at(), now),
                            ChineseTime.formatFull(receiptInfo.at()));
                })
                .toList();
    }

    private static String reporter(TicketQueries.TicketDetails ticketDetails, TicketQueries.ReceiptInfo receiptInfo) {
        boolean isErased = ticketDetails.history().stream()
                .anyMatch(event -> event.change() instanceof Change.Erased erased
                        && erased.held().contains(ContentKind.PERSONS));
        return !receiptInfo.reporter().isEmpty() ? receiptInfo.reporter() : isErased ? "姓名已删除" : "没留姓名";
    }

    private static String way(TicketQueries.ReceiptInfo receiptInfo) {
        return receiptInfo.relayedBy().isEmpty()
                ? Labels.channel(receiptInfo.channel())
                : Labels.channel(receiptInfo.channel()) + " · " + receiptInfo.relayedBy() + "转";
    }

    private static RoutingExplanation why(Ticket ticket) {
        RoutingDecision routingDecision = ticket.route();
        long percent = Math.round(routingDecision.confidence() * 100);
        return new RoutingExplanation(
                routingDecision.owner().name(),
                routingDecision.rule(),
                routingDecision.why(),
                percent,
                percent >= 80 ? "q" : "h",
                routingDecision.recusedArea().isPresent(),
                ticket.owner().isSameAs(routingDecision.owner()));
    }

    /** Deliveries by state: 到了 3 · 等本人来查 1 · 不知到没到 1. */
    private static String deliveryCounts(TicketQueries.TicketDetails ticketDetails) {
        List<String> parts = new ArrayList<>();
        count(ticketDetails, Set.of(DeliveryState.SENT), "到了", parts);
        count(ticketDetails, Set.of(DeliveryState.PENDING, DeliveryState.SENDING), "在路上", parts);
        count(ticketDetails, Set.of(DeliveryState.WAITS_FOR_PERSON), "等人转", parts);
        count(ticketDetails, Set.of(DeliveryState.WAITS_FOR_QUERY), "等本人来查", parts);
        count(ticketDetails, Set.of(DeliveryState.UNKNOWN), "不知到没到", parts);
        count(ticketDetails, Set.of(DeliveryState.CANNOT), "到不了", parts);
        return String.join(" · ", parts);
    }

    private static void count(
            TicketQueries.TicketDetails ticketDetails, Set<DeliveryState> states, String word, List<String> parts) {
        long count = ticketDetails.deliveries().stream()
                .filter(delivery -> states.contains(delivery.state()))
                .count();
        if (count > 0) {
            parts.add(word + " " + count);
        }
    }

    private static String urgency(Urgency urgency) {
        return switch (urgency) {
            case NORMAL -> "平常";
            case URGENT -> "快办";
            case EMERGENCY -> "紧急";
        };
    }

    private static String tone(Urgency urgency) {
        return switch (urgency) {
            case NORMAL -> "l";
            case URGENT -> "h";
            case EMERGENCY -> "z";
        };
    }
}
