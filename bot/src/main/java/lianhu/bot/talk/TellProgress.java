package lianhu.bot.talk;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import lianhu.core.Casework.Outcome;
import lianhu.core.Viewer;
import lianhu.core.Worklist;
import lianhu.core.catalogue.Category;
import lianhu.core.catalogue.Discretion;
import lianhu.core.reading.Finding;
import lianhu.core.reading.Reading;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.ActionType;
import lianhu.templates.reply.Progress;
import lianhu.templates.reply.ProgressNone;
import lianhu.templates.reply.UnknownNumber;

/** 到哪了: the speaker's own matters, or one by its number. What is not public looks absent to everybody else. */
final class TellProgress {
    private static final int MOST = 3;

    private final Worklist worklist;
    private final Deeds deeds;
    private final Reporter reporter;
    private final Reading reading;
    private final TakeReport report;
    private final Voice voice;

    TellProgress(Worklist worklist, Deeds deeds, Reporter reporter, Reading reading, TakeReport report, Voice voice) {
        this.worklist = worklist;
        this.deeds = deeds;
        this.reporter = reporter;
        this.reading = reading;
        this.report = report;
        this.voice = voice;
    }

    Uni<Answer> tell(Utterance utterance, Heard.Asked asked) {
        if (!asked.wrongNumber().isEmpty()) {
            return unknown(asked.wrongNumber());
        }
        if (asked.about().isPresent()) {
            return one(utterance, asked.about().get());
        }
        return asked.orTold().isEmpty()
                ? own(utterance)
                : deeds.isFiled(utterance.source())
                        .chain(filed -> filed
                                ? report.take(utterance, asked.orTold().get())
                                : ownOrTold(utterance, asked.orTold().get()));
    }

    private Uni<Answer> one(Utterance utterance, ReceiptNo receipt) {
        return reporter.own(utterance, receipt)
                .chain(own -> own.isPresent()
                        ? Uni.createFrom().item(lines(utterance, List.of(own.get())))
                        : worklist.find(receipt, Viewer.GATEWAY)
                                .chain(file -> file.filter(
                                                found -> found.ticket().discretion() == Discretion.OPEN)
                                        .map(found -> Uni.createFrom()
                                                .item(Answer.said(voice.say(new Progress(
                                                        List.of(voice.line(receipt, found.ticket(), found.title())))))))
                                        .orElseGet(() -> unknown(receipt.spoken()))));
    }

    private Uni<Answer> own(Utterance utterance) {
        return reporter.own(utterance)
                .map(own -> own.isEmpty()
                        ? Answer.said(voice.say(new ProgressNone()))
                        : lines(utterance, own.subList(0, Math.min(MOST, own.size()))));
    }

    /** Inside a longer sentence the words are kept too: with the matter they seem to be about, or as a report. */
    private Uni<Answer> ownOrTold(Utterance utterance, String words) {
        Optional<String> category =
                reading.of(words).best().map(Finding.Heard::category).map(Category::code);
        return reporter.own(utterance)
                .map(own -> own.stream()
                        .filter(one -> !one.ticket().state().isOver())
                        .filter(one ->
                                category.map(one.ticket().category()::equals).orElse(true))
                        .findFirst())
                .chain(found -> found.isEmpty() ? report.take(utterance, words) : noted(utterance, words, found.get()));
    }

    private Uni<Answer> noted(Utterance utterance, String words, Worklist.Own own) {
        return deeds.act(
                        own.ticket().no(),
                        Reporter.action(ActionType.SUPPLEMENT, own, utterance).saying(words))
                .chain(outcome -> outcome instanceof Outcome.Done
                        ? Uni.createFrom().item(lines(utterance, List.of(own)))
                        : report.take(utterance, words));
    }

    private Answer lines(Utterance utterance, List<Worklist.Own> own) {
        return voice.discreetly(
                utterance, own.stream().allMatch(Voice::isPublic), voice.say(new Progress(voice.lines(own))));
    }

    private Uni<Answer> unknown(String number) {
        return Uni.createFrom().item(Answer.said(voice.say(new UnknownNumber(number))));
    }
}
