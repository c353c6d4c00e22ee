package lianhu.bot.talk;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import lianhu.bot.Tally;
import lianhu.core.Casework;
import lianhu.core.LateMedia;
import lianhu.core.Reports;
import lianhu.core.Viewer;
import lianhu.core.Worklist;
import lianhu.core.catalogue.Urgency;
import lianhu.core.notice.Calls;
import lianhu.core.reading.Reading;
import lianhu.core.ticket.ActionType;
import lianhu.templates.reply.Greeting;
import lianhu.templates.reply.Help;
import lianhu.templates.reply.PhotoMissing;
import lianhu.templates.reply.PhotoNoted;
import lianhu.templates.reply.PutOff;
import lianhu.templates.reply.StaffHelp;
import lianhu.templates.reply.Thanked;
import lianhu.templates.reply.Unreadable;

/**
 * From what was said to what is answered. Completes after everything that had to be kept is committed, and gives a
 * message that comes again the same answer.
 */
public final class Dialogue {
    private final Talk talk;
    private final Tally tally;
    private final Voice voice;
    private final Worklist worklist;
    private final Staff staff;
    private final Pending pending;
    private final Album album;
    private final TakeReport report;
    private final JoinAddition addition;
    private final TellProgress progress;
    private final ServeReporter reporters;
    private final DoWork work;
    private final ServeStaff works;
    private final Optional<AnswerTheCall> roll;
    private final BindGroup binding;

    public Dialogue(
            Talk talk,
            Reading reading,
            Roster roster,
            Voice voice,
            Reports reports,
            Casework casework,
            Worklist worklist,
            Photographs photographs,
            LateMedia late,
            Memo memo,
            Tally tally) {
        this(
                talk,
                reading,
                roster,
                voice,
                reports,
                casework,
                worklist,
                photographs,
                late,
                memo,
                tally,
                Optional.empty());
    }

    /** @param calls of emergencies that heads and keepers answer to; empty where there are none */
    public Dialogue(
            Talk talk,
            Reading reading,
            Roster roster,
            Voice voice,
            Reports reports,
            Casework casework,
            Worklist worklist,
            Photographs photographs,
            LateMedia late,
            Memo memo,
            Tally tally,
            Optional<Calls> calls) {
        this.talk = talk;
        this.tally = tally;
        this.voice = voice;
        this.worklist = worklist;
        staff = new Staff(roster, casework.legal());
        pending = new Pending(memo);
        album = new Album(photographs, late);
        Deeds deeds = new Deeds(casework, worklist);
        Reporter reporter = new Reporter(worklist, deeds, casework.legal(), staff, voice);
        report = new TakeReport(reports, album, reporter, staff, roster.catalogue(), voice);
        addition = new JoinAddition(deeds, reporter, reading, album, report, voice);
        progress = new TellProgress(worklist, deeds, reporter, reading, report, voice);
        reporters = new ServeReporter(deeds, reporter, roster.catalogue(), report, voice);
        work = new DoWork(deeds, staff, pending, voice);
        works = new ServeStaff(worklist, deeds, staff, work, voice);
        roll = calls.map(known -> new AnswerTheCall(known, roster, voice));
        binding = new BindGroup(roster, staff, memo, voice);
    }

    public Uni<Answer> answer(Utterance utterance) {
        Heard heard = talk.hear(utterance);
        tally.heard(utterance.source().door(), heard.getClass().getSimpleName().toLowerCase(Locale.ROOT));
        return utterance.place().isGroup() || !isSentence(heard)
                ? answer(utterance, heard)
                : pending.of(utterance.speaker(), utterance.source())
                        .chain(wish ->
                                wish.isPresent() ? pending(utterance, heard, wish.get()) : answer(utterance, heard));
    }

    public Uni<Answer> pressed(Utterance utterance, Card card) {
        tally.heard(utterance.source().door(), "pressed");
        return works.press(utterance, card);
    }

    /** Somebody opens the conversation. */
    public String greeting(String user, Instant at) {
        return staff.isOne(user, at) ? voice.say(new StaffHelp()) : help();
    }

    /** For speech, films and files. */
    public String unreadable() {
        return voice.say(new Unreadable());
    }

    private Uni<Answer> answer(Utterance utterance, Heard heard) {
        return switch (heard) {
            case Heard.Told told -> report.take(utterance, told.words(), told.finding());
            case Heard.Added added -> addition.join(utterance, added);
            case Heard.Asked asked -> progress.tell(utterance, asked);
            case Heard.Commanded wish -> serve(utterance, wish);
            case Heard.Chatter chatter -> said(voice.say(chatter.isThanks() ? new Thanked() : new Greeting()));
        };
    }

    /** 到了回1: whoever is called in an emergency means that, whatever else 1 could mean. */
    private Uni<Answer> serve(Utterance utterance, Heard.Commanded wish) {
        boolean mayAnswer = wish.command() == Command.ARRIVED
                || wish.command() == Command.FIXED
                        && Words.bare(utterance.text()).endsWith("1");
        if (roll.isEmpty() || !mayAnswer) {
            return serveMatter(utterance, wish);
        }
        return roll.get()
                .answer(utterance)
                .chain(answer ->
                        answer.map(one -> Uni.createFrom().item(one)).orElseGet(() -> serveMatter(utterance, wish)));
    }

    private Uni<Answer> serveMatter(Utterance utterance, Heard.Commanded wish) {
        return switch (wish.command()) {
            case HELP ->
                said(utterance.place().isGroup() ? help() : greeting(utterance.speaker(), utterance.receivedAt()));
            case BIND -> binding.bind(utterance, wish.rest());
            case ACCEPT -> works.serve(utterance, ActionType.ACCEPT, wish.about(), "");
            case RETURN -> works.serve(utterance, ActionType.RETURN, wish.about(), wish.rest());
            case RESULT -> works.serve(utterance, ActionType.RESULT, wish.about(), wish.rest());
            case SAFE, ARRIVED ->
                reporters
                        .hasEmergency(utterance)
                        .chain(own -> own && wish.command() == Command.SAFE
                                ? reporters.serve(utterance, wish)
                                : works.arrive(utterance)
                                        .chain(answer -> answer.map(
                                                        one -> Uni.createFrom().item(one))
                                                .orElseGet(() -> reporters.serve(utterance, wish))));
            case WITHDRAW, NOT_FIXED, FIXED, HALF, BOTHERED -> reporters.serve(utterance, wish);
        };
    }

    /** What may be the reason or the result that was asked for. Questions, help and numbered orders are not. */
    private static boolean isSentence(Heard heard) {
        return switch (heard) {
            case Heard.Told told -> true;
            case Heard.Added added -> true;
            case Heard.Asked asked -> asked.orTold().isPresent();
            case Heard.Chatter chatter -> false;
            case Heard.Commanded wish ->
                switch (wish.command()) {
                    case HELP, BIND, ACCEPT, RETURN, RESULT -> false;
                    case FIXED, NOT_FIXED, HALF -> wish.rest().length() > 1;
                    case WITHDRAW, SAFE, BOTHERED, ARRIVED -> true;
                };
        };
    }

    private Uni<Answer> pending(Utterance utterance, Heard heard, Pending.Wish wish) {
        if (heard instanceof Heard.Commanded command
                && command.command() == Command.WITHDRAW
                && command.orTold().isEmpty()) {
            return pending.forget(utterance.speaker()).chain(() -> said(voice.say(new PutOff())));
        }
        return worklist.find(wish.ticket(), Viewer.GATEWAY).chain(file -> {
            boolean isAlarm = talk.isEmergency(utterance)
                    && file.map(found -> found.ticket().urgency() != Urgency.EMERGENCY)
                            .orElse(true);
            return file.isEmpty() || isAlarm ? answer(utterance, heard) : pending(utterance, wish, file.get());
        });
    }

    private Uni<Answer> pending(Utterance utterance, Pending.Wish wish, Worklist.File file) {
        String words = Words.clean(utterance.text());
        return (words.isEmpty() ? album.now(utterance.pictures()) : album.of(utterance)).chain(fetched -> {
            Pending.Wish shown = wish.with(fetched.photos());
            if (words.isEmpty()) {
                return pending.keep(utterance.speaker(), shown)
                        .chain(() -> said(
                                fetched.isWhole() && !fetched.isLate()
                                        ? voice.say(new PhotoNoted(voice.title(file.ticket(), file.title())))
                                        : voice.say(new PhotoMissing())));
            }
            return work.carryOut(new Order(utterance, wish.type(), file, words, shown.photos(), wish.responseCode()))
                    .call(() -> pending.keep(utterance.speaker(), shown.usedBy(utterance.source())));
        });
    }

    private String help() {
        return voice.say(new Help(
                voice.county().publicUrl() + "/report/" + county(),
                voice.county().hotline()));
    }

    private String county() {
        return staff.county().value();
    }

    private static Uni<Answer> said(String text) {
        return Uni.createFrom().item(Answer.said(text));
    }
}
