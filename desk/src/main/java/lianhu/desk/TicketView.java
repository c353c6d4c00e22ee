package lianhu.desk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import lianhu.core.Worklist;
import lianhu.core.catalogue.Discretion;
import lianhu.core.catalogue.Urgency;
import lianhu.core.notice.DeliveryState;
import lianhu.core.routing.Owner;
import lianhu.core.routing.Route;
import lianhu.core.ticket.Stage;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketNo;

/** A ticket as the desk reads it. */
record TicketView(
        String no,
        int version,
        String title,
        String topic,
        String urgency,
        String urgencyTone,
        String place,
        String owner,
        String helpers,
        Standing standing,
        List<Step> steps,
        List<Gauge> gauges,
        List<Said> said,
        List<Moment> line,
        Why why,
        List<DeliveryRow> deliveries,
        String tally,
        String mergedInto,
        boolean isSealed,
        boolean isPrivate,
        boolean isOver,
        boolean isUnansweredCall) {

    /** @param look done, now or empty */
    record Step(String word, String look) {}

    /** What one reporter said, and how. */
    record Said(
            String receipt,
            String words,
            List<String> photos,
            List<Sound> voices,
            String reporter,
            String way,
            String time,
            String full) {}

    /** @param percent how sure the rule book was */
    record Why(String owner, String rule, List<String> reasons, long percent, String tone, boolean isRecused) {}

    static TicketView of(Worklist.File file, Names names, Instant now) {
        Ticket ticket = file.ticket();
        List<DeliveryRow> deliveries = file.deliveries().stream()
                .map(delivery -> DeliveryRow.of(delivery, names, now))
                .toList();
        return new TicketView(
                ticket.no().value(),
                ticket.version(),
                file.title(),
                names.topic(ticket),
                urgency(ticket.urgency()),
                tone(ticket.urgency()),
                ticket.isSealed() ? "不显示地方" : names.place(ticket.area()),
                ticket.lead().name(),
                String.join("、", ticket.helpers().stream().map(Owner::name).toList()),
                Standing.of(ticket),
                steps(ticket.state().stage()),
                Gauge.of(ticket, file.history(), now),
                said(file, now),
                Moment.line(file.history(), ticket.isSealed(), names, now),
                why(ticket.route()),
                deliveries,
                tally(file),
                ticket.mergedInto().map(TicketNo::value).orElse(""),
                ticket.isSealed(),
                ticket.discretion() == Discretion.PRIVATE,
                ticket.state().isOver(),
                Filter.isUnansweredCall(ticket));
    }

    public String receipts() {
        return String.join("、", said.stream().map(Said::receipt).toList());
    }

    private static List<Step> steps(Stage now) {
        return Arrays.stream(Stage.values())
                .map(stage -> new Step(stage.word(), stage.compareTo(now) < 0 ? "done" : stage == now ? "now" : ""))
                .toList();
    }

    private static List<Said> said(Worklist.File file, Instant now) {
        boolean isSealed = file.ticket().isSealed();
        return file.receipts().stream()
                .map(told -> {
                    Worklist.Words words = file.words().stream()
                            .filter(one -> one.receipt().equals(told.receipt()))
                            .findFirst()
                            .orElse(new Worklist.Words(told.receipt(), "", List.of(), told.at()));
                    return new Said(
                            told.receipt().spoken(),
                            isSealed ? "" : words.text(),
                            isSealed ? List.of() : Sound.shown(words.photos()),
                            isSealed ? List.of() : Sound.heard(words.photos()),
                            isSealed ? "封存" : told.reporter().isEmpty() ? "没留姓名" : told.reporter(),
                            isSealed ? "封存" : way(told),
                            Times.past(told.at(), now),
                            Times.full(told.at()));
                })
                .toList();
    }

    private static String way(Worklist.Told told) {
        return told.relayedBy().isEmpty()
                ? Names.channel(told.channel())
                : Names.channel(told.channel()) + " · " + told.relayedBy() + "转";
    }

    private static Why why(Route route) {
        long percent = Math.round(route.confidence() * 100);
        return new Why(
                route.owner().name(),
                route.rule(),
                route.why(),
                percent,
                percent >= 80 ? "q" : "h",
                route.recused().isPresent());
    }

    /** 到了 3 · 等本人来查 1 · 不知到没到 1. */
    private static String tally(Worklist.File file) {
        List<String> parts = new ArrayList<>();
        count(file, Set.of(DeliveryState.SENT), "到了", parts);
        count(file, Set.of(DeliveryState.PENDING, DeliveryState.SENDING), "在路上", parts);
        count(file, Set.of(DeliveryState.WAITS_FOR_PERSON), "等人转", parts);
        count(file, Set.of(DeliveryState.WAITS_FOR_QUERY), "等本人来查", parts);
        count(file, Set.of(DeliveryState.UNKNOWN), "不知到没到", parts);
        count(file, Set.of(DeliveryState.CANNOT), "到不了", parts);
        return String.join(" · ", parts);
    }

    private static void count(Worklist.File file, Set<DeliveryState> states, String word, List<String> parts) {
        long count = file.deliveries().stream()
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
