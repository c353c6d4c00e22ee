package lianhu.bot.talk;

import io.smallrye.mutiny.Uni;
import java.util.Comparator;
import java.util.Optional;
import lianhu.core.Worklist;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.EventType;
import lianhu.core.ticket.Ticket;
import lianhu.templates.reply.Closed;
import lianhu.templates.reply.ReopenedReply;
import lianhu.templates.reply.Supplemented;

/**
 * 1 好了, 2 没好, 3 好了一半: about the result heard last. Where there is none yet, the words are kept for whoever works
 * on it.
 */
final class HearVerdict {
    private final Reporter reporter;
    private final Voice voice;

    HearVerdict(Reporter reporter, Voice voice) {
        this.reporter = reporter;
        this.voice = voice;
    }

    /** Empty when the speaker has nothing it could be about. */
    Optional<Uni<Answer>> hear(Utterance utterance, Heard.Commanded wish, Choice choice) {
        ActionType type = wish.command() == Command.FIXED ? ActionType.CLOSE : ActionType.REOPEN;
        Optional<Worklist.Own> judged = choice.meant()
                .filter(one -> isJudged(utterance, choice, one, type))
                .or(() -> choice.meant().isPresent()
                        ? Optional.empty()
                        : choice.own().stream()
                                .filter(reporter.may(type, utterance))
                                .max(Comparator.comparing(
                                        (Worklist.Own one) -> one.ticket().changedAt())));
        return judged.map(one -> judge(utterance, wish, one, type))
                .or(() -> choice.meant()
                        .or(() -> Reporter.newest(choice.own(), Reporter::isOpen))
                        .map(one -> note(utterance, wish, one)));
    }

    private boolean isJudged(Utterance utterance, Choice choice, Worklist.Own one, ActionType type) {
        return choice.before()
                .map(did -> did != EventType.SUPPLEMENTED)
                .orElseGet(() -> reporter.may(type, utterance).test(one)
                        || !reporter.may(ActionType.SUPPLEMENT, utterance).test(one));
    }

    private Uni<Answer> judge(Utterance utterance, Heard.Commanded wish, Worklist.Own own, ActionType type) {
        return reporter.act(
                utterance,
                own,
                Reporter.action(type, own, utterance).saying(type == ActionType.REOPEN ? words(wish) : ""),
                ticket -> type == ActionType.CLOSE ? closed(own) : reopened(own, ticket));
    }

    private Uni<Answer> note(Utterance utterance, Heard.Commanded wish, Worklist.Own own) {
        return reporter.add(utterance, own, words(wish))
                .map(outcome -> voice.about(
                        utterance,
                        own.ticket(),
                        new Supplemented(
                                voice.title(own.ticket(), own.title()),
                                own.receipt().spoken())));
    }

    private String closed(Worklist.Own own) {
        return voice.say(
                new Closed(voice.title(own.ticket(), own.title()), own.receipt().spoken()));
    }

    private String reopened(Worklist.Own own, Ticket ticket) {
        return voice.say(new ReopenedReply(
                voice.title(own.ticket(), own.title()),
                own.receipt().spoken(),
                voice.days().by(ticket.due())));
    }

    /** A digit that was pressed says nothing to those who read it later. */
    private static String words(Heard.Commanded wish) {
        if (wish.rest().length() > 1) {
            return wish.rest();
        }
        return switch (wish.command()) {
            case FIXED -> "已经好了";
            case HALF -> "好了一半";
            default -> "还没好";
        };
    }
}
