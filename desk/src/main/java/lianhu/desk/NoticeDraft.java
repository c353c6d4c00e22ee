package lianhu.desk;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import lianhu.core.Announcing;
import lianhu.core.area.Area;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Areas;
import lianhu.core.area.Level;
import lianhu.core.notice.Audience;
import lianhu.core.notice.Binding;
import lianhu.core.notice.Broadcast;
import lianhu.core.notice.DeliveryState;
import lianhu.core.notice.Target;
import lianhu.templates.BroadcastLeave;
import lianhu.templates.BroadcastNotice;
import lianhu.templates.CountyVoice;
import lianhu.templates.Texts;

/** A notice that is being written: to whom, what, and how it will look. */
@Singleton
final class NoticeDraft {
    private static final int NAMED = 12;

    private final Announcing announcing;
    private final Areas areas;
    private final Names names;
    private final Texts texts;
    private final CountyVoice voice;
    private final InstantSource clock;

    NoticeDraft(Announcing announcing, Areas areas, Names names, Texts texts, CountyVoice voice, InstantSource clock) {
        this.announcing = announcing;
        this.areas = areas;
        this.names = names;
        this.texts = texts;
        this.voice = voice;
        this.clock = clock;
    }

    /**
     * The page.
     *
     * @param key the same for every press of the button, so that two presses are one notice
     */
    record View(
            List<Place> places,
            String area,
            String kind,
            String words,
            Sum sum,
            List<Sample> samples,
            String quiet,
            String trouble,
            String key,
            List<NoticeBoard.Line> newest) {
        View listing(List<NoticeBoard.Line> lines) {
            return new View(places, area, kind, words, sum, samples, quiet, trouble, key, lines);
        }
    }

    /** @param look of its depth in the tree */
    record Place(String code, String name, String look, int groups) {}

    /** How many it would reach, and how. */
    record Sum(
            String place,
            int all,
            int internal,
            int customer,
            int plain,
            int none,
            boolean isForTwo,
            List<Named> named,
            int more) {
        public boolean isEmpty() {
            return all == 0;
        }
    }

    record Named(String name, String tier, String look, String note) {}

    /** A text to begin with. */
    record Sample(String name, String kind, String words) {}

    View of(String area, String kind, String words, String trouble, String key) {
        Instant now = clock.instant();
        List<Target> all = announcing.preview(areas.county().code());
        Instant goes = announcing.goes(Broadcast.Kind.NOTICE);
        return new View(
                places(all),
                area,
                kind,
                words,
                sum(area, all),
                samples(now),
                goes.isAfter(now) ? Times.due(goes, now) : "",
                trouble,
                key,
                List.of());
    }

    private List<Place> places(List<Target> all) {
        return areas.all().stream()
                .filter(area -> area.code().level() != Level.HOUSEHOLD)
                .filter(area -> area.code().level() != Level.GRID)
                .sorted(Comparator.comparing(Area::code))
                .map(area -> new Place(
                        area.code().value(), area.name(), look(area.code().level()), (int) all.stream()
                                .filter(target -> area.code().contains(target.place()))
                                .count()))
                .toList();
    }

    private static String look(Level level) {
        return switch (level) {
            case CITY, COUNTY -> "l0";
            case TOWNSHIP -> "l1";
            case VILLAGE, GRID -> "l2";
            case UNIT, HOUSEHOLD -> "l3";
        };
    }

    private Sum sum(String area, List<Target> all) {
        Optional<AreaCode> place =
                AreaCode.parse(area).filter(code -> areas.find(code).isPresent());
        List<Target> chosen = place.map(code -> all.stream()
                        .filter(target -> code.contains(target.place()))
                        .toList())
                .orElse(List.of());
        return new Sum(
                place.map(names::place).orElse(""),
                chosen.size(),
                count(chosen, Binding.Tier.INTERNAL),
                count(chosen, Binding.Tier.CUSTOMER),
                count(chosen, Binding.Tier.PLAIN),
                (int) chosen.stream().filter(NoticeDraft::isOut).count(),
                chosen.size() > Broadcast.ALONE_AT_MOST,
                chosen.stream().limit(NAMED).map(this::named).toList(),
                Math.max(0, chosen.size() - NAMED));
    }

    private static int count(List<Target> targets, Binding.Tier way) {
        return (int) targets.stream()
                .filter(target -> target.way() == way && !isOut(target))
                .count();
    }

    private static boolean isOut(Target target) {
        return target.state() == DeliveryState.CANNOT;
    }

    private Named named(Target target) {
        String name = target.audience() instanceof Audience.Neighbours
                ? names.place(target.place())
                : names.audience(target.audience());
        return new Named(name, tier(target.way()), look(target.way()), isOut(target) ? target.why() : "");
    }

    static String tier(Binding.Tier way) {
        return switch (way) {
            case INTERNAL -> "内部群";
            case CUSTOMER -> "客户群";
            case PLAIN -> "普通群";
        };
    }

    static String look(Binding.Tier way) {
        return switch (way) {
            case INTERNAL -> "nb";
            case CUSTOMER -> "cu";
            case PLAIN -> "pl";
        };
    }

    /** The county's own words where it has them. */
    private List<Sample> samples(Instant now) {
        String from = names.county() + "便民中心";
        return List.of(
                new Sample(
                        "停水",
                        "NOTICE",
                        texts.say(new BroadcastNotice("停水", "明天8点到14点，（哪里）停水修管。今晚请存水、关好龙头。问停水打（水厂电话）。", from))),
                new Sample(
                        "停电", "NOTICE", texts.say(new BroadcastNotice("停电", "（几月几日几点到几点），（哪里）停电检修。问停电打（电话）。", from))),
                new Sample("封路", "NOTICE", texts.say(new BroadcastNotice("封路", "（几月几日几点到几点），（哪条路）封闭施工，请走（哪里）。", from))),
                new Sample(
                        "马上转移",
                        "EMERGENCY",
                        texts.say(new BroadcastLeave(
                                "（哪几组）", "（哪里）", voice.dutyRoom(), names.county() + "防指", Times.clock(now)))));
    }
}
