package lianhu.bot.talk;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lianhu.core.Casework.Outcome;
import lianhu.core.Viewer;
import lianhu.core.Worklist;
import lianhu.core.catalogue.Urgency;
import lianhu.core.report.PhotoId;
import lianhu.core.report.ReceiptNo;
import lianhu.core.report.Source;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.State;
import lianhu.core.ticket.Ticket;
import lianhu.templates.SpokenState;
import lianhu.templates.reply.AskResult;
import lianhu.templates.reply.AskReturn;
import lianhu.templates.reply.Busy;
import lianhu.templates.reply.CardDone;
import lianhu.templates.reply.CardNext;
import lianhu.templates.reply.CardStale;
import lianhu.templates.reply.ProgressLine;
import lianhu.templates.reply.Refused;
import lianhu.templates.reply.StaffHelp;
import lianhu.templates.reply.StaffOnly;
import lianhu.templates.reply.UnknownNumber;
import lianhu.templates.reply.WhichOne;

/**
 * What staff do by a card's button or in words. A button counts while what it says may still be done by that person,
 * whatever was added to the ticket since; else it hears what the ticket is now.
 */
final class ServeStaff {
    private static final Set<State> AT_WORK = Set.of(State.DISPATCHED, State.ACCEPTED, State.IN_PROGRESS);
    private static final int MOST = 10;

    private final Worklist worklist;
    private final Deeds deeds;
    private final Staff staff;
    private final Pending pending;
    private final Voice voice;

    ServeStaff(Worklist worklist, Deeds deeds, Staff staff, Pending pending, Voice voice) {
        this.worklist = worklist;
        this.deeds = deeds;
        this.staff = staff;
        this.pending = pending;
        this.voice = voice;
    }

    /** 签收 · 退回 · 办结, with a receipt number or about the one matter that waits. */
    Uni<Answer> serve(Utterance utterance, ActionType type, Optional<ReceiptNo> about, String words) {
        if (!staff.isOne(utterance.speaker(), utterance.receivedAt())) {
            return said(voice.say(new StaffOnly()));
        }
        Viewer viewer = staff.viewer(utterance.speaker(), utterance.receivedAt());
        return about.isPresent()
                ? worklist.find(about.get(), viewer)
                        .chain(file -> file.map(found -> does(utterance, type, found, words, List.of()))
                                .orElseGet(() -> said(
                                        voice.say(new UnknownNumber(about.get().spoken())))))
                : waiting(utterance, viewer).chain(files -> theOne(utterance, type, files, words));
    }

    Uni<Answer> press(Utterance utterance, Card card) {
        return worklist.find(card.ticket(), Viewer.GATEWAY)
                .chain(file -> file.map(found -> does(utterance, card.type(), found, "", List.of()))
                        .orElseGet(() -> said(voice.say(new StaffHelp()))));
    }

    /** The emergency somebody answers to. Empty when he was called to none. */
    Uni<Optional<Answer>> arrive(Utterance utterance) {
        Viewer viewer = staff.viewer(utterance.speaker(), utterance.receivedAt());
        return worklist.list(Worklist.Query.all(MOST), viewer)
                .map(page -> page.items().stream()
                        .map(Worklist.Row::ticket)
                        .filter(ticket -> ticket.urgency() == Urgency.EMERGENCY && Reporter.isOpen(ticket))
                        .toList())
                .chain(tickets -> Multi.createFrom()
                        .iterable(tickets)
                        .onItem()
                        .transformToUniAndConcatenate(ticket -> deeds.did(ticket.no(), utterance.source())
                                .map(did -> did.isPresent() || may(utterance, ticket, ActionType.ACKNOWLEDGE)
                                        ? Optional.of(ticket)
                                        : Optional.<Ticket>empty()))
                        .filter(Optional::isPresent)
                        .map(Optional::get)
                        .collect()
                        .first()
                        .map(Optional::ofNullable))
                .chain(ticket -> ticket.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : worklist.find(ticket.get().no(), Viewer.GATEWAY)
                                .chain(file ->
                                        does(utterance, ActionType.ACKNOWLEDGE, file.orElseThrow(), "", List.of()))
                                .map(Optional::of));
    }

    Uni<Answer> does(Utterance utterance, ActionType type, Worklist.File file, String words, List<PhotoId> photos) {
        boolean wantsWords = type == ActionType.RESULT || type == ActionType.RETURN;
        if (wantsWords && words.isBlank()) {
            return may(utterance, file.ticket(), type) ? ask(utterance, type, file) : said(stale(file));
        }
        Optional<Action> action = staff.who(utterance.speaker(), file.ticket(), type, utterance.receivedAt())
                .map(actor ->
                        Action.of(type, actor).saying(words).showing(photos).from(utterance.source()))
                .map(wish -> Unsolvable.isSaid(type, words) ? wish.unsolved() : wish);
        return action.isPresent()
                ? deeds.act(file.ticket().no(), action.get()).map(outcome -> answer(utterance, type, file, outcome))
                : again(utterance, type, file, utterance.source());
    }

    /** Done already by this very message, or not to be done by this person now. */
    private Uni<Answer> again(Utterance utterance, ActionType type, Worklist.File file, Source source) {
        return deeds.did(file.ticket().no(), source)
                .map(did -> did.isPresent() ? done(utterance, type, file, file.ticket()) : Answer.said(stale(file)));
    }

    private Uni<Answer> ask(Utterance utterance, ActionType type, Worklist.File file) {
        String title = voice.title(file.ticket(), file.title());
        String receipt = file.receipts().stream()
                .findFirst()
                .map(told -> told.receipt().spoken())
                .orElse("");
        Pending.Wish wish = new Pending.Wish(file.ticket().no(), type, List.of(), "");
        String question =
                voice.say(type == ActionType.RESULT ? new AskResult(title, receipt) : new AskReturn(title, receipt));
        return pending.keep(utterance.speaker(), wish).replaceWith(voice.discreetly(utterance, false, question));
    }

    private Answer answer(Utterance utterance, ActionType type, Worklist.File file, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done done -> done(utterance, type, file, done.ticket());
            case Outcome.Refused refused -> Answer.said(voice.say(new Refused(refused.why())));
            case Outcome.Stale stale -> Answer.said(voice.say(new Busy()));
            case Outcome.Absent absent -> Answer.said(voice.say(new StaffHelp()));
        };
    }

    private Answer done(Utterance utterance, ActionType type, Worklist.File file, Ticket now) {
        String next = voice.say(
                new CardNext(type.name(), voice.days().by(now.due()), now.lead().name()));
        return voice.about(
                utterance, file.ticket(), new CardDone(type.word(), voice.title(file.ticket(), file.title()), next));
    }

    private String stale(Worklist.File file) {
        return voice.say(new CardStale(
                voice.title(file.ticket(), file.title()),
                SpokenState.of(file.ticket().state()),
                file.ticket().lead().name()));
    }

    private boolean may(Utterance utterance, Ticket ticket, ActionType type) {
        return staff.who(utterance.speaker(), ticket, type, utterance.receivedAt())
                .isPresent();
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

    private Uni<Answer> theOne(Utterance utterance, ActionType type, List<Worklist.Row> rows, String words) {
        List<Worklist.Row> may =
                rows.stream().filter(row -> may(utterance, row.ticket(), type)).toList();
        if (may.isEmpty()) {
            return said(voice.say(new StaffHelp()));
        }
        if (may.size() > 1) {
            List<ProgressLine> lines = may.stream()
                    .flatMap(row -> row.receipts().stream()
                            .limit(1)
                            .map(told -> voice.line(told.receipt(), row.ticket(), row.title())))
                    .toList();
            return Uni.createFrom().item(voice.discreetly(utterance, false, voice.say(new WhichOne(lines))));
        }
        return worklist.find(may.getFirst().ticket().no(), Viewer.GATEWAY)
                .chain(file -> does(utterance, type, file.orElseThrow(), words, List.of()));
    }

    private static Uni<Answer> said(String text) {
        return Uni.createFrom().item(Answer.said(text));
    }
}
