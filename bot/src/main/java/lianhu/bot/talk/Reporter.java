package lianhu.bot.talk;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import lianhu.core.Casework.Outcome;
import lianhu.core.Legal;
import lianhu.core.Worklist;
import lianhu.core.deadline.Deadlines;
import lianhu.core.report.ReceiptNo;
import lianhu.core.report.Speaker;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Ticket;
import lianhu.templates.reply.Busy;
import lianhu.templates.reply.ProgressNone;
import lianhu.templates.reply.Refused;

/** The speaker as one who reported: his own matters, and what he may do to them. */
final class Reporter {
    private static final int MOST = 20;

    private final Worklist worklist;
    private final Deeds deeds;
    private final Legal legal;
    private final Staff staff;
    private final Voice voice;

    Reporter(Worklist worklist, Deeds deeds, Legal legal, Staff staff, Voice voice) {
        this.worklist = worklist;
        this.deeds = deeds;
        this.legal = legal;
        this.staff = staff;
        this.voice = voice;
    }

    Speaker speaker(Utterance utterance) {
        return new Speaker(utterance.speaker(), staff.name(utterance.speaker(), utterance.receivedAt()), "");
    }

    /** Newest first. A group hears only of what was said in it; alone one may ask about everything. */
    Uni<List<Worklist.Own>> own(Utterance utterance) {
        return worklist.ownOf(
                speaker(utterance),
                utterance.place().isGroup() ? Optional.of(utterance.conversation()) : Optional.empty(),
                MOST);
    }

    /** By number, wherever it was said. */
    Uni<Optional<Worklist.Own>> own(Utterance utterance, ReceiptNo receipt) {
        return worklist.ownOf(speaker(utterance), Optional.empty(), MOST)
                .map(own -> own.stream()
                        .filter(one -> one.receipt().equals(receipt))
                        .findFirst());
    }

    Predicate<Worklist.Own> may(ActionType type, Utterance utterance) {
        return own -> legal.of(own.ticket(), actor(own), Deadlines.day(utterance.receivedAt()))
                .contains(type);
    }

    /** Adds words for whoever works on it. */
    Uni<Outcome> add(Utterance utterance, Worklist.Own own, String words) {
        return deeds.act(
                own.ticket().no(), action(ActionType.SUPPLEMENT, own, utterance).saying(words));
    }

    Uni<Answer> act(Utterance utterance, Worklist.Own own, Action action, Function<Ticket, String> said) {
        return deeds.act(own.ticket().no(), action).map(outcome -> switch (outcome) {
            case Outcome.Done done -> voice.discreetly(utterance, Voice.isPublic(own), said.apply(done.ticket()));
            case Outcome.Refused refused -> voice.about(utterance, own.ticket(), new Refused(refused.why()));
            case Outcome.Stale stale -> Answer.said(voice.say(new Busy()));
            case Outcome.Absent absent -> Answer.said(voice.say(new ProgressNone()));
        });
    }

    static Action action(ActionType type, Worklist.Own own, Utterance utterance) {
        return Action.of(type, actor(own)).about(own.receipt()).from(utterance.source());
    }

    static Optional<Worklist.Own> newest(List<Worklist.Own> own, Predicate<Ticket> wanted) {
        return own.stream().filter(one -> wanted.test(one.ticket())).findFirst();
    }

    static boolean isOpen(Ticket ticket) {
        return !ticket.state().isOver();
    }

    private static Actor actor(Worklist.Own own) {
        return new Actor(Actor.Type.REPORTER, own.receipt().digits(), "");
    }
}
