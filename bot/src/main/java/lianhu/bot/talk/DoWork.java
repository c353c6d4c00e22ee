package lianhu.bot.talk;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import lianhu.core.Casework.Outcome;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Ticket;
import lianhu.templates.SpokenState;
import lianhu.templates.reply.AskResult;
import lianhu.templates.reply.AskReturn;
import lianhu.templates.reply.Busy;
import lianhu.templates.reply.CardDone;
import lianhu.templates.reply.CardMark;
import lianhu.templates.reply.CardNext;
import lianhu.templates.reply.CardStale;
import lianhu.templates.reply.Refused;
import lianhu.templates.reply.StaffHelp;

/**
 * Carries an order out. It counts while it may still be done by that person, whatever was added to the ticket since the
 * card was sent; else it hears what the ticket is now.
 */
final class DoWork {
    private final Deeds deeds;
    private final Staff staff;
    private final Pending pending;
    private final Voice voice;

    DoWork(Deeds deeds, Staff staff, Pending pending, Voice voice) {
        this.deeds = deeds;
        this.staff = staff;
        this.pending = pending;
        this.voice = voice;
    }

    Uni<Answer> carryOut(Order order) {
        if (order.wantsWords()) {
            return may(order.utterance(), order.file().ticket(), order.type())
                    ? ask(order)
                    : Uni.createFrom().item(stale(order));
        }
        return action(order)
                .map(action -> deeds.act(order.file().ticket().no(), action).map(outcome -> answer(order, outcome)))
                .orElseGet(() -> again(order));
    }

    boolean may(Utterance utterance, Ticket ticket, ActionType type) {
        return staff.who(utterance.speaker(), ticket, type, utterance.receivedAt())
                .isPresent();
    }

    private Optional<Action> action(Order order) {
        Utterance utterance = order.utterance();
        return staff.who(utterance.speaker(), order.file().ticket(), order.type(), utterance.receivedAt())
                .map(actor -> Action.of(order.type(), actor)
                        .saying(order.words())
                        .showing(order.photos())
                        .from(utterance.source()))
                .map(action -> Unsolvable.isSaid(order.type(), order.words()) ? action.unsolved() : action);
    }

    /** Done already by this very message, or not to be done by this person now. */
    private Uni<Answer> again(Order order) {
        return deeds.changedBy(order.utterance().source())
                .map(changed -> changed.filter(order.file().ticket().no()::equals).isPresent()
                        ? done(order, order.file().ticket()) : stale(order));
    }

    private Uni<Answer> ask(Order order) {
        String title = title(order);
        String receipt = order.file().receipts().stream()
                .findFirst()
                .map(told -> told.receipt().spoken())
                .orElse("");
        Pending.Wish wish =
                new Pending.Wish(order.file().ticket().no(), order.type(), List.of(), "", order.responseCode());
        String question = voice.say(
                order.type() == ActionType.RESULT ? new AskResult(title, receipt) : new AskReturn(title, receipt));
        return pending.keep(order.utterance().speaker(), wish)
                .replaceWith(voice.discreetly(order.utterance(), false, question));
    }

    private Answer answer(Order order, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done done -> done(order, done.ticket());
            case Outcome.Refused refused -> Answer.said(voice.say(new Refused(refused.why())));
            case Outcome.Stale stale -> Answer.said(voice.say(new Busy()));
            case Outcome.Absent absent -> Answer.said(voice.say(new StaffHelp()));
        };
    }

    /** The card goes on showing its buttons after 签收: 办结 and 退回 come later. */
    private Answer done(Order order, Ticket now) {
        String next = voice.say(new CardNext(
                order.type().name(), voice.days().by(now.due()), now.lead().name()));
        Answer answer = voice.about(
                order.utterance(),
                order.file().ticket(),
                new CardDone(order.type().word(), title(order), next));
        return order.type() == ActionType.ACCEPT
                ? answer
                : answer.marking(
                        order.responseCode(),
                        voice.say(new CardMark(order.type().name())));
    }

    private Answer stale(Order order) {
        Ticket ticket = order.file().ticket();
        String text = voice.say(new CardStale(
                title(order), SpokenState.of(ticket.state()), ticket.lead().name()));
        return Answer.said(text).marking(order.responseCode(), voice.say(new CardMark("")));
    }

    private String title(Order order) {
        return voice.title(order.file().ticket(), order.file().title());
    }
}
