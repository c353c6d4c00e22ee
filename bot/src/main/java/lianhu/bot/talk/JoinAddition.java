package lianhu.bot.talk;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lianhu.core.Casework.Outcome;
import lianhu.core.Worklist;
import lianhu.core.catalogue.Category;
import lianhu.core.reading.Finding;
import lianhu.core.reading.Reading;
import lianhu.core.ticket.ActionType;
import lianhu.templates.reply.Supplemented;

/** A photo, a place or a short addition joins what the same person reported a moment ago; else it is a report itself. */
final class JoinAddition {
    private static final Duration MOMENT = Duration.ofSeconds(90);

    private final Deeds deeds;
    private final Reporter reporter;
    private final Reading reading;
    private final Album album;
    private final TakeReport report;
    private final Voice voice;

    JoinAddition(Deeds deeds, Reporter reporter, Reading reading, Album album, TakeReport report, Voice voice) {
        this.deeds = deeds;
        this.reporter = reporter;
        this.reading = reading;
        this.album = album;
        this.report = report;
        this.voice = voice;
    }

    Uni<Answer> join(Utterance utterance, Heard.Added added) {
        return deeds.isFiled(utterance.source())
                .chain(filed -> filed
                        ? report.take(utterance, added.words())
                        : matter(utterance, added)
                                .chain(own -> own.isEmpty()
                                        ? report.take(utterance, added.words())
                                        : join(utterance, added.words(), own.get())));
    }

    /** Adds words to a matter; a report of its own when that takes no more. */
    Uni<Answer> join(Utterance utterance, String words, Worklist.Own own) {
        return album.of(utterance)
                .chain(fetched -> deeds.act(
                                own.ticket().no(),
                                Reporter.action(ActionType.SUPPLEMENT, own, utterance)
                                        .saying(words)
                                        .showing(fetched.photos()))
                        .chain(outcome -> outcome instanceof Outcome.Done
                                ? Uni.createFrom().item(added(utterance, own, fetched))
                                : report.take(utterance, words)));
    }

    private Answer added(Utterance utterance, Worklist.Own own, Album.Fetched fetched) {
        String said = voice.say(new Supplemented(
                voice.title(own.ticket(), own.title()), own.receipt().spoken()));
        String caveat = report.caveat(fetched);
        String text = caveat.isEmpty() ? said : said + "\n" + caveat;
        return voice.discreetly(utterance, Voice.isPublic(own), text);
    }

    private Uni<Optional<Worklist.Own>> matter(Utterance utterance, Heard.Added added) {
        return added.about().isPresent()
                ? reporter.own(utterance, added.about().get())
                : reporter.own(utterance)
                        .chain(own -> deeds.before(own, utterance)
                                .map(before ->
                                        before.map(Deeds.Deed::own).or(() -> recent(utterance, added.words(), own))));
    }

    /** Never a second matter: words that name another category than the first stand alone. */
    private Optional<Worklist.Own> recent(Utterance utterance, String words, List<Worklist.Own> own) {
        Finding finding = reading.of(words);
        return own.stream()
                .findFirst()
                .filter(one -> !one.at().isBefore(utterance.receivedAt().minus(MOMENT)))
                .filter(one -> !one.ticket().state().isOver())
                .filter(one -> finding.best()
                        .map(Finding.Heard::category)
                        .map(Category::code)
                        .map(one.ticket().category()::equals)
                        .orElse(true));
    }
}
