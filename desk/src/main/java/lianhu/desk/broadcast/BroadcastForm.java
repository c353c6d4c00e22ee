package lianhu.desk.broadcast;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lianhu.core.area.Area;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Areas;
import lianhu.core.area.Level;
import lianhu.core.broadcast.Broadcast;
import lianhu.core.broadcast.BroadcastAudience;
import lianhu.core.broadcast.BroadcastService;
import lianhu.core.broadcast.BroadcastTarget;
import lianhu.core.deadline.ChineseTime;
import lianhu.core.notice.DeliveryState;
import lianhu.core.notice.GroupBinding;
import lianhu.core.notice.Recipient;
import lianhu.desk.format.Labels;
import lianhu.templates.CountyContact;
import lianhu.templates.Notices;
import lianhu.templates.TextRenderer;

/** The form of a new notice: its place, its words and a preview of its recipients. */
@Singleton
final class BroadcastForm {
    private static final int NAMED = 12;

    private final BroadcastService broadcastService;
    private final Areas areas;
    private final Labels labels;
    private final TextRenderer textRenderer;
    private final CountyContact countyContact;
    private final InstantSource clock;

    BroadcastForm(
            BroadcastService broadcastService,
            Areas areas,
            Labels labels,
            TextRenderer textRenderer,
            CountyContact countyContact,
            InstantSource clock) {
        this.broadcastService = broadcastService;
        this.areas = areas;
        this.labels = labels;
        this.textRenderer = textRenderer;
        this.countyContact = countyContact;
        this.clock = clock;
    }

    /** @param key idempotency key: two submissions of one form are one notice */
    record View(
            List<Place> places,
            List<String> chosen,
            String kind,
            String words,
            AudienceSummary sum,
            List<Sample> samples,
            String quiet,
            String trouble,
            String key,
            List<BroadcastStatusView.BroadcastRow> newest) {
        View listing(List<BroadcastStatusView.BroadcastRow> broadcastRows) {
            return new View(places, chosen, kind, words, sum, samples, quiet, trouble, key, broadcastRows);
        }
    }

    /** @param look CSS class of the level in the tree */
    record Place(String code, String name, String look, int groups) {}

    /** The number of recipients by type of group. */
    record AudienceSummary(
            String place,
            int all,
            int internal,
            int customer,
            int plain,
            int none,
            boolean isForTwo,
            List<TargetRow> named,
            int more) {
        public boolean isEmpty() {
            return all == 0;
        }
    }

    record TargetRow(String name, String tier, String look, String note) {}

    /** A sample text. */
    record Sample(String name, String kind, String words) {}

    View of(List<String> chosen, String kind, String words, String trouble, String key) {
        List<BroadcastTarget> all =
                broadcastService.preview(BroadcastAudience.of(areas.county().code()));
        Instant sendTime = broadcastService.earliestSendTime(Broadcast.Kind.NOTICE);
        // Read after the send time: read before it, every hour would look like a quiet one.
        Instant now = clock.instant();
        return new View(
                places(areas.all(), all),
                chosen,
                kind,
                words,
                summarize(chosen, all),
                samples(now),
                sendTime.isAfter(now) ? ChineseTime.formatDue(sendTime, now) : "",
                trouble,
                key,
                List.of());
    }

    /** Each target counts in its own place and in every place above it. */
    static List<Place> places(List<Area> areas, List<BroadcastTarget> targets) {
        Map<AreaCode, Integer> groups = new HashMap<>();
        targets.forEach(target -> target.place().pathToRoot().forEach(code -> groups.merge(code, 1, Integer::sum)));
        return areas.stream()
                .filter(area -> area.code().level() != Level.HOUSEHOLD)
                .filter(area -> area.code().level() != Level.GRID)
                .sorted(Comparator.comparing(Area::code))
                .map(area -> new Place(
                        area.code().value(),
                        area.name(),
                        cssClass(area.code().level()),
                        groups.getOrDefault(area.code(), 0)))
                .toList();
    }

    private static String cssClass(Level level) {
        return switch (level) {
            case CITY, COUNTY -> "l0";
            case TOWNSHIP -> "l1";
            case VILLAGE, GRID -> "l2";
            case UNIT, HOUSEHOLD -> "l3";
        };
    }

    /** Of the codes that are places; empty without one. */
    static Optional<BroadcastAudience> audience(List<String> codes) {
        List<AreaCode> found = codes.stream()
                .flatMap(code -> AreaCode.parse(code.strip()).stream())
                .toList();
        return found.isEmpty() ? Optional.empty() : Optional.of(new BroadcastAudience(found));
    }

    private AudienceSummary summarize(List<String> codes, List<BroadcastTarget> all) {
        Optional<BroadcastAudience> audience = audience(codes);
        List<BroadcastTarget> chosen = all.stream()
                .filter(target -> audience.stream().anyMatch(one -> one.contains(target.place())))
                .toList();
        return new AudienceSummary(
                audience.map(one -> labels.places(one.areas())).orElse(""),
                chosen.size(),
                count(chosen, GroupBinding.Tier.INTERNAL),
                count(chosen, GroupBinding.Tier.CUSTOMER),
                count(chosen, GroupBinding.Tier.PLAIN),
                (int) chosen.stream().filter(BroadcastForm::isUnreachable).count(),
                chosen.size() > Broadcast.MAX_TARGETS_WITHOUT_APPROVAL,
                chosen.stream().limit(NAMED).map(this::targetRow).toList(),
                Math.max(0, chosen.size() - NAMED));
    }

    private static int count(List<BroadcastTarget> broadcastTargets, GroupBinding.Tier tier) {
        return (int) broadcastTargets.stream()
                .filter(broadcastTarget -> broadcastTarget.tier() == tier && !isUnreachable(broadcastTarget))
                .count();
    }

    private static boolean isUnreachable(BroadcastTarget broadcastTarget) {
        return broadcastTarget.state() == DeliveryState.CANNOT;
    }

    private TargetRow targetRow(BroadcastTarget broadcastTarget) {
        String name = broadcastTarget.recipient() instanceof Recipient.PlainGroup
                ? labels.place(broadcastTarget.place())
                : labels.audience(broadcastTarget.recipient());
        return new TargetRow(
                name,
                tier(broadcastTarget.tier()),
                cssClass(broadcastTarget.tier()),
                isUnreachable(broadcastTarget) ? broadcastTarget.why() : "");
    }

    static String tier(GroupBinding.Tier tier) {
        return switch (tier) {
            case INTERNAL -> "内部群";
            case CUSTOMER -> "客户群";
            case PLAIN -> "普通群";
        };
    }

    static String cssClass(GroupBinding.Tier tier) {
        return switch (tier) {
            case INTERNAL -> "nb";
            case CUSTOMER -> "cu";
            case PLAIN -> "pl";
        };
    }

    /** Sample texts, with the county's own wording where there is one. */
    private List<Sample> samples(Instant now) {
        String from = labels.county() + "便民中心";
        return List.of(
                new Sample(
                        "停水",
                        "NOTICE",
                        textRenderer.render(
                                new Notices.BroadcastNotice("停水", "明天8点到14点，（哪里）停水修管。今晚请存水、关好龙头。问停水打（水厂电话）。", from))),
                new Sample(
                        "停电",
                        "NOTICE",
                        textRenderer.render(new Notices.BroadcastNotice("停电", "（几月几日几点到几点），（哪里）停电检修。问停电打（电话）。", from))),
                new Sample(
                        "封路",
                        "NOTICE",
                        textRenderer.render(new Notices.BroadcastNotice("封路", "（几月几日几点到几点），（哪条路）封闭施工，请走（哪里）。", from))),
                new Sample(
                        "马上转移",
                        "EMERGENCY",
                        textRenderer.render(new Notices.BroadcastLeave(
                                "（哪几组）",
                                "（哪里）",
                                countyContact.dutyRoom(),
                                labels.county() + "防指",
                                ChineseTime.formatClock(now)))));
    }
}
