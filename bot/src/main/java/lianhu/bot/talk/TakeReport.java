package lianhu.bot.talk;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import lianhu.core.Receipt;
import lianhu.core.Reports;
import lianhu.core.catalogue.Catalogue;
import lianhu.core.catalogue.Discretion;
import lianhu.core.catalogue.Topic;
import lianhu.core.catalogue.Urgency;
import lianhu.core.notice.Notice;
import lianhu.core.notice.NoticeType;
import lianhu.core.report.Channel;
import lianhu.core.reading.Finding;
import lianhu.core.report.Report;
import lianhu.core.report.Unheard;
import lianhu.templates.reply.PhotoLate;
import lianhu.templates.reply.PhotoMissing;
import lianhu.templates.reply.Statutory;
import lianhu.templates.reply.UnboundGroup;

/** A report: filed first, then answered from what was committed. Alone, the outbox brings the receipt. */
final class TakeReport {
    private static final String FIRE = "119";
    private static final String PHOTO_MISSING = "（有照片没取到）";

    private final Reports reports;
    private final Album album;
    private final Reporter reporter;
    private final Staff staff;
    private final Catalogue catalogue;
    private final Voice voice;

    TakeReport(Reports reports, Album album, Reporter reporter, Staff staff, Catalogue catalogue, Voice voice) {
        this.reports = reports;
        this.album = album;
        this.reporter = reporter;
        this.staff = staff;
        this.catalogue = catalogue;
        this.voice = voice;
    }

    Uni<Answer> take(Utterance utterance, String words) {
        return take(utterance, words, Optional.empty());
    }

    /** @param finding the classification of {@code words}, when they were classified before */
    Uni<Answer> take(Utterance utterance, String words, Optional<Finding> finding) {
        return album.of(utterance)
                .chain(fetched -> reports.send(report(utterance, words, fetched).classified(finding))
                        .map(receipt -> utterance.place() instanceof Place.Group group
                                ? inGroup(utterance, group, receipt, caveat(fetched))
                                : alone(caveat(fetched))));
    }

    private Report report(Utterance utterance, String words, Album.Fetched fetched) {
        String said = Words.clean(utterance.text()).isEmpty() && fetched.hasVoice()
                ? words.isEmpty() ? Unheard.WORDS : Unheard.WORDS + "\n" + words
                : words;
        String noted = fetched.isWhole() ? said : said.isEmpty() ? PHOTO_MISSING : said + "\n" + PHOTO_MISSING;
        return new Report(
                utterance.source(),
                utterance.place().channel(),
                utterance.conversation(),
                staff.place(utterance),
                reporter.speaker(utterance),
                Optional.empty(),
                noted,
                fetched.photos(),
                utterance.saidAt(),
                utterance.receivedAt());
    }

    /** What to say of pictures that are not there; empty when all are. */
    String caveat(Album.Fetched fetched) {
        return !fetched.isWhole() ? voice.say(new PhotoMissing()) : fetched.isLate() ? voice.say(new PhotoLate()) : "";
    }

    private static Answer alone(String caveat) {
        return caveat.isEmpty() ? Answer.NOTHING : Answer.said(caveat);
    }

    private Answer inGroup(Utterance utterance, Place.Group group, Receipt receipt, String caveat) {
        Optional<Topic> topic = receipt.advice().isEmpty() ? Optional.empty() : catalogue.topic(receipt.advice());
        if (!receipt.isPublic()) {
            return new Answer(voice.say(new Notice.Quiet()), caveat);
        }
        StringBuilder text = new StringBuilder(
                receipt.said() == NoticeType.EMERGENCY_ADVICE
                        ? voice.say(new Notice.EmergencyAdvice(
                                topic.map(Topic::tell).orElse(FIRE)))
                        : receipt(utterance, receipt, topic));
        if (!caveat.isEmpty()) {
            text.append('\n').append(caveat);
        }
        if (staff.binding(group).isEmpty()) {
            text.append('\n').append(voice.say(new UnboundGroup()));
        }
        return Answer.said(text.toString());
    }

    private String receipt(Utterance utterance, Receipt receipt, Optional<Topic> statutory) {
        String text = voice.say(new Notice.Received(
                Channel.GROUP,
                reporter.speaker(utterance).name(),
                receipt.title(),
                receipt.isWithDesk() ? "" : receipt.lead().name(),
                receipt.due(),
                receipt.no()));
        return statutory
                .map(topic -> voice.say(new Statutory(text, topic.tell())))
                .orElse(text);
    }
}
