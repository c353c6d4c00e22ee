package lianhu.bot.talk;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import lianhu.core.Worklist;
import lianhu.core.catalogue.Catalogue;
import lianhu.core.catalogue.Topic;
import lianhu.core.catalogue.Urgency;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Ticket;
import lianhu.templates.reply.Bothered;
import lianhu.templates.reply.CallBack;
import lianhu.templates.reply.NothingToWithdraw;
import lianhu.templates.reply.ProgressNone;
import lianhu.templates.reply.Safe;
import lianhu.templates.reply.UnknownNumber;
import lianhu.templates.reply.WhichOne;
import lianhu.templates.reply.Withdrawn;

/** What a reporter asks for about his own matters: 撤回, 好了, 还不行, 平安, 有人找我. */
final class ServeReporter {
    private static final String CALL_ME = "请现在给本人打电话";

    private final Deeds deeds;
    private final Reporter reporter;
    private final HearVerdict verdict;
    private final Catalogue catalogue;
    private final TakeReport report;
    private final Voice voice;

    ServeReporter(Deeds deeds, Reporter reporter, Catalogue catalogue, TakeReport report, Voice voice) {
        this.deeds = deeds;
        this.reporter = reporter;
        this.verdict = new HearVerdict(reporter, voice);
        this.catalogue = catalogue;
        this.report = report;
        this.voice = voice;
    }

    Uni<Answer> serve(Utterance utterance, Heard.Commanded wish) {
        Optional<String> told = wish.orTold();
        return told.isEmpty()
                ? chosen(utterance, wish)
                : deeds.isFiled(utterance.source())
                        .chain(filed -> filed ? report.take(utterance, told.get()) : chosen(utterance, wish));
    }

    /** Whether an emergency of his own is open: then 平安 and 到了 are about that. */
    Uni<Boolean> hasEmergency(Utterance utterance) {
        return reporter.own(utterance)
                .map(own -> Reporter.newest(own, ServeReporter::isEmergency).isPresent());
    }

    private Uni<Answer> chosen(Utterance utterance, Heard.Commanded wish) {
        return wish.about().isPresent()
                ? reporter.own(utterance, wish.about().get())
                        .chain(own -> own.map(one -> chosen(utterance, wish, List.of(one), own))
                                .orElseGet(() -> none(
                                        utterance,
                                        wish,
                                        voice.say(new UnknownNumber(
                                                wish.about().get().spoken())))))
                : reporter.own(utterance).chain(own -> chosen(utterance, wish, own, Optional.empty()));
    }

    private Uni<Answer> chosen(
            Utterance utterance, Heard.Commanded wish, List<Worklist.Own> own, Optional<Worklist.Own> named) {
        return deeds.before(own, utterance)
                .chain(before -> serve(
                        utterance,
                        wish,
                        new Choice(own, before.map(Deeds.Deed::own).or(() -> named), before.map(Deeds.Deed::type))));
    }

    private Uni<Answer> serve(Utterance utterance, Heard.Commanded wish, Choice choice) {
        return switch (wish.command()) {
            case WITHDRAW -> withdraw(utterance, wish, choice);
            case FIXED -> fixed(utterance, wish, choice);
            case NOT_FIXED, HALF -> verdict(utterance, wish, choice);
            case SAFE, ARRIVED -> safe(utterance, wish, choice);
            case BOTHERED -> bothered(utterance, wish, choice);
            case HELP, BIND, ACCEPT, RETURN, RESULT -> throw new IllegalStateException("not a reporter's");
        };
    }

    private Uni<Answer> withdraw(Utterance utterance, Heard.Commanded wish, Choice choice) {
        List<Worklist.Own> may = choice.own().stream()
                .filter(reporter.may(ActionType.WITHDRAW, utterance))
                .toList();
        if (choice.meant().isEmpty() && may.size() > 1) {
            boolean isPublic = may.stream().allMatch(Voice::isPublic);
            return item(voice.discreetly(utterance, isPublic, voice.say(new WhichOne(voice.lines(may)))));
        }
        return choice.meant()
                .or(() -> may.stream().findFirst())
                .or(() -> Reporter.newest(choice.own(), Reporter::isOpen))
                .map(one -> reporter.act(
                        utterance,
                        one,
                        Reporter.action(ActionType.WITHDRAW, one, utterance),
                        done -> voice.say(new Withdrawn(
                                voice.title(one.ticket(), one.title()),
                                one.receipt().spoken()))))
                .orElseGet(() -> none(utterance, wish, voice.say(new NothingToWithdraw())));
    }

    private Uni<Answer> fixed(Utterance utterance, Heard.Commanded wish, Choice choice) {
        Optional<Worklist.Own> danger = Reporter.newest(choice.own(), this::isDanger);
        return danger.isPresent() && wish.rest().equals("1")
                ? reporter.add(utterance, danger.get(), CALL_ME)
                        .map(outcome -> voice.about(utterance, danger.get().ticket(), new CallBack()))
                : verdict(utterance, wish, choice);
    }

    private Uni<Answer> verdict(Utterance utterance, Heard.Commanded wish, Choice choice) {
        return verdict.hear(utterance, wish, choice)
                .orElseGet(() -> none(utterance, wish, voice.say(new ProgressNone())));
    }

    private Uni<Answer> safe(Utterance utterance, Heard.Commanded wish, Choice choice) {
        return choice.meant()
                .or(() -> Reporter.newest(choice.own(), ServeReporter::isEmergency))
                .map(one -> reporter.add(utterance, one, wish.rest())
                        .map(outcome -> voice.about(utterance, one.ticket(), new Safe())))
                .orElseGet(() -> none(utterance, wish, voice.say(new ProgressNone())));
    }

    /** Only with what was told under seal: anywhere else it would be one more thing neighbours read. */
    private Uni<Answer> bothered(Utterance utterance, Heard.Commanded wish, Choice choice) {
        Answer answer = voice.discreetly(utterance, false, voice.say(new Bothered()));
        return choice.meant()
                .or(() -> Reporter.newest(choice.own(), Ticket::isSealed))
                .map(one -> reporter.add(utterance, one, wish.rest()).map(outcome -> answer))
                .orElseGet(() -> wish.orTold()
                        .map(words -> report.take(utterance, words))
                        .orElseGet(() -> item(answer)));
    }

    private Uni<Answer> none(Utterance utterance, Heard.Commanded wish, String otherwise) {
        return wish.orTold().map(words -> report.take(utterance, words)).orElseGet(() -> item(Answer.said(otherwise)));
    }

    private boolean isDanger(Ticket ticket) {
        return isEmergency(ticket)
                && catalogue.topic(ticket.route().rule()).map(Topic::isPrivate).orElse(false);
    }

    private static boolean isEmergency(Ticket ticket) {
        return ticket.urgency() == Urgency.EMERGENCY && Reporter.isOpen(ticket);
    }

    private static Uni<Answer> item(Answer answer) {
        return Uni.createFrom().item(answer);
    }
}
