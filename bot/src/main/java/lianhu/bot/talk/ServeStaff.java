package lianhu.bot.talk;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lianhu.core.Viewer;
import lianhu.core.Worklist;
import lianhu.core.catalogue.Urgency;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.State;
import lianhu.core.ticket.Ticket;
import lianhu.templates.reply.ProgressLine;
import lianhu.templates.reply.StaffHelp;
import lianhu.templates.reply.StaffOnly;
import lianhu.templates.reply.UnknownNumber;
import lianhu.templates.reply.WhichTask;

/** Finds the ticket staff mean: by a card, by a receipt number, or the one that waits for them. */
final class ServeStaff {
    private static final Set<State> AT_WORK = Set.of(State.DISPATCHED, State.ACCEPTED, State.IN_PROGRESS);
    private static final int MOST = 10;

    private final Worklist worklist;
    private final Deeds deeds;
    private final Staff staff;
    private final DoWork work;
    private final Voice voice;

    ServeStaff(Worklist worklist, Deeds deeds, Staff staff, DoWork work, Voice voice) {
        this.worklist = worklist;
        this.deeds = deeds;
        this.staff = staff;
        this.work = work;
        this.voice = voice;
    }

    /** 签收 · 退回 · 办结 in words. */
    Uni<Answer> serve(Utterance utterance, ActionType type, Optional<ReceiptNo> about, String words) {
        if (!staff.isOne(utterance.speaker(), utterance.receivedAt())) {
            return said(voice.say(new StaffOnly()));
        }
        Viewer viewer = staff.viewer(utterance.speaker(), utterance.receivedAt());
        return about.isEmpty()
                ? waiting(utterance, viewer).chain(rows -> theOne(utterance, type, rows, words))
                : worklist.find(about.get(), viewer)
                        .chain(file -> file.map(found -> work.carryOut(Order.of(utterance, type, found, words)))
                                .orElseGet(() -> said(
                                        voice.say(new UnknownNumber(about.get().spoken())))));
    }

    Uni<Answer> press(Utterance utterance, Card card) {
        return worklist.find(card.ticket(), Viewer.GATEWAY)
                .chain(file -> file.map(found -> work.carryOut(
                                new Order(utterance, card.type(), found, "", List.of(), card.responseCode())))
                        .orElseGet(() -> said(voice.say(new StaffHelp()))));
    }

    /** The emergency somebody answers to. Empty when he was called to none. */
    Uni<Optional<Answer>> arrive(Utterance utterance) {
        Viewer viewer = staff.viewer(utterance.speaker(), utterance.receivedAt());
        return worklist.pressing(MOST, viewer)
                .map(page -> page.items().stream()
                        .map(Worklist.Row::ticket)
                        .filter(ticket -> ticket.urgency() == Urgency.EMERGENCY)
                        .toList())
                .chain(emergencies -> emergencies.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : deeds.changedBy(utterance.source()).chain(changed -> emergencies.stream()
                                .filter(ticket -> changed.filter(ticket.no()::equals).isPresent()
                                        || work.may(utterance, ticket, ActionType.ACKNOWLEDGE))
                                .findFirst()
                                .map(ticket -> theOne(utterance, ActionType.ACKNOWLEDGE, ticket, "")
                                        .map(Optional::of))
                                .orElseGet(() -> Uni.createFrom().item(Optional.empty()))));
    }

    private Uni<List<Worklist.Row>> waiting(Utterance utterance, Viewer viewer) {
        return Multi.createFrom()
                .iterable(staff.leads(utterance.speaker(), utterance.receivedAt()))
                .onItem()
                .transformToUniAndConcatenate(lead -> worklist.list(
                        new Worklist.Query(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                AT_WORK,
                                Optional.of(lead),
                                "",
                                "",
                                MOST),
                        viewer))
                .collect()
                .asList()
                .map(pages ->
                        pages.stream().flatMap(page -> page.items().stream()).toList());
    }

    /** A message that comes again finds the one it acted on before, not the next. */
    private Uni<Answer> theOne(Utterance utterance, ActionType type, List<Worklist.Row> rows, String words) {
        return deeds.changedBy(utterance.source()).chain(changed -> rows.stream()
                .map(Worklist.Row::ticket)
                .filter(ticket -> changed.filter(ticket.no()::equals).isPresent())
                .findFirst()
                .map(ticket -> theOne(utterance, type, ticket, words))
                .orElseGet(() -> theOneThatMay(utterance, type, rows, words)));
    }

    private Uni<Answer> theOneThatMay(Utterance utterance, ActionType type, List<Worklist.Row> rows, String words) {
        List<Worklist.Row> may = rows.stream()
                .filter(row -> work.may(utterance, row.ticket(), type))
                .toList();
        if (may.isEmpty()) {
            return said(voice.say(new StaffHelp()));
        }
        if (may.size() == 1) {
            return theOne(utterance, type, may.getFirst().ticket(), words);
        }
        List<ProgressLine> lines = may.stream()
                .flatMap(row -> row.receipts().stream()
                        .limit(1)
                        .map(told -> voice.line(told.receipt(), row.ticket(), row.title())))
                .toList();
        return Uni.createFrom().item(voice.discreetly(utterance, false, voice.say(new WhichTask(lines))));
    }

    private Uni<Answer> theOne(Utterance utterance, ActionType type, Ticket ticket, String words) {
        return worklist.find(ticket.no(), Viewer.GATEWAY)
                .chain(file -> work.carryOut(Order.of(utterance, type, file.orElseThrow(), words)));
    }

    private static Uni<Answer> said(String text) {
        return Uni.createFrom().item(Answer.said(text));
    }
}
