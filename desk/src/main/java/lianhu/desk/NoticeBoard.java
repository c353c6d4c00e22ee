package lianhu.desk;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import lianhu.core.notice.Audience;
import lianhu.core.notice.Broadcast;
import lianhu.core.notice.BroadcastDeed;
import lianhu.core.notice.Broadcasts;
import lianhu.core.notice.Calls;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.DeliveryState;

/** What became of a notice, place by place. Only what was shown counts as told. */
@Singleton
final class NoticeBoard {
    private final Names names;
    private final Demonstration demonstration;
    private final InstantSource clock;

    NoticeBoard(Names names, Demonstration demonstration, InstantSource clock) {
        this.names = names;
        this.demonstration = demonstration;
        this.clock = clock;
    }

    /** One notice in a list. */
    record Line(long id, String words, String place, String state, String tone, String who, String progress) {}

    /**
     * The page.
     *
     * @param open what did not arrive by itself, with the reason
     * @param more results that are not shown
     */
    record View(
            long id,
            String words,
            String place,
            boolean isEmergency,
            String state,
            String tone,
            String story,
            long all,
            long shown,
            long waits,
            long cannot,
            long unknown,
            long going,
            long dropped,
            List<Tile> tiles,
            List<Open> open,
            long more,
            long called,
            long answered,
            List<Called> calls,
            List<Deed> deeds,
            boolean isWaiting,
            boolean isOwn,
            boolean mayPlay,
            String trouble) {
        public long percent() {
            return called == 0 ? 0 : answered * 100 / called;
        }
    }

    record Tile(String name, String look, String word) {}

    record Open(String name, String word, String tone, String why) {}

    record Called(String place, String step, String look) {}

    record Deed(String key, String word, String look, String ask) {}

    List<Line> list(List<Broadcasts.Standing> newest) {
        return newest.stream()
                .map(standing -> {
                    Broadcast one = standing.broadcast();
                    return new Line(
                            one.id(),
                            one.words(),
                            names.place(one.area()),
                            word(standing),
                            tone(one),
                            one.by().name() + " " + Times.past(one.madeAt(), clock.instant()),
                            "显示了 " + standing.count(DeliveryState.SENT) + " / " + one.targets());
                })
                .toList();
    }

    View view(
            Broadcasts.Standing standing, List<Delivery> results, List<Calls.Call> calls, Staff staff, String trouble) {
        Broadcast one = standing.broadcast();
        boolean isWaiting = one.state() == Broadcast.State.WAITS_FOR_SECOND_PERSON;
        return new View(
                one.id(),
                one.words(),
                names.place(one.area()),
                one.kind() == Broadcast.Kind.EMERGENCY,
                word(standing),
                tone(one),
                story(one),
                one.targets(),
                standing.count(DeliveryState.SENT),
                standing.count(DeliveryState.WAITS_FOR_PERSON),
                standing.count(DeliveryState.CANNOT),
                standing.count(DeliveryState.UNKNOWN),
                standing.count(DeliveryState.PENDING) + standing.count(DeliveryState.SENDING),
                standing.count(DeliveryState.DROPPED),
                results.stream().map(this::tile).toList(),
                results.stream().filter(NoticeBoard::isOpen).map(this::open).toList(),
                Math.max(0, one.targets() - results.size()),
                standing.called(),
                standing.answered(),
                calls.stream().map(this::called).toList(),
                deeds(one, staff, standing),
                isWaiting,
                one.by().id().equals(staff.person().id()),
                isWaiting && demonstration.isOn(),
                trouble);
    }

    private static List<Deed> deeds(Broadcast one, Staff staff, Broadcasts.Standing standing) {
        Set<BroadcastDeed> legal = BroadcastDeed.legal(one, staff.person());
        List<Deed> deeds = new ArrayList<>();
        for (BroadcastDeed deed : legal) {
            long failed = standing.count(DeliveryState.CANNOT);
            long unknown = standing.count(DeliveryState.UNKNOWN);
            switch (deed) {
                case APPROVE -> deeds.add(new Deed(deed.name(), "我看过了，同意，发", "go", ""));
                case RESUME -> deeds.add(new Deed(deed.name(), deed.word(), "go", ""));
                case PAUSE -> deeds.add(new Deed(deed.name(), deed.word(), "", "已经在路上的那些还会到"));
                case CANCEL -> deeds.add(new Deed(deed.name(), deed.word(), "z", "已经显示的收不回来"));
                case RESEND -> {
                    if (failed > 0) {
                        deeds.add(new Deed(deed.name(), deed.word() + "（" + failed + "）", "", ""));
                    }
                }
                case RESEND_UNKNOWN -> {
                    if (unknown > 0) {
                        deeds.add(new Deed(deed.name(), deed.word() + "（" + unknown + "）", "", "有的群可能收到两遍"));
                    }
                }
            }
        }
        return List.copyOf(deeds);
    }

    private Tile tile(Delivery one) {
        return new Tile(
                name(one),
                switch (one.state()) {
                    case SENT -> "ok";
                    case CANNOT -> "un";
                    case UNKNOWN -> "uk";
                    case WAITS_FOR_PERSON, WAITS_FOR_QUERY -> "w";
                    case PENDING, SENDING, DROPPED -> "p";
                },
                word(one.state()));
    }

    private Open open(Delivery one) {
        return new Open(
                name(one),
                word(one.state()),
                one.state() == DeliveryState.CANNOT ? "z" : one.state() == DeliveryState.UNKNOWN ? "line" : "h",
                one.why());
    }

    private static boolean isOpen(Delivery one) {
        return one.state() == DeliveryState.CANNOT
                || one.state() == DeliveryState.UNKNOWN
                || one.state() == DeliveryState.WAITS_FOR_PERSON;
    }

    private Called called(Calls.Call one) {
        Instant now = clock.instant();
        String step = one.answeredBy()
                .map(by -> by + " 应了"
                        + one.answeredAt().map(at -> " " + Times.past(at, now)).orElse(""))
                .orElse(one.step() == 0 ? "还没叫" : "叫过 " + one.step() + " 轮，还没应");
        return new Called(names.place(one.place()), step, one.answeredBy().isPresent() ? "ok" : "na");
    }

    private String name(Delivery one) {
        return one.audience() instanceof Audience.Neighbours unit
                ? names.place(unit.unit())
                : names.audience(one.audience());
    }

    private static String story(Broadcast one) {
        StringBuilder story = new StringBuilder(one.by().name() + " 写，" + Times.full(one.madeAt()));
        one.approvedBy()
                .ifPresent(by -> story.append("；")
                        .append(by.name())
                        .append(" ")
                        .append(one.approvedAt().map(Times::clock).orElse(""))
                        .append(" 同意"));
        return story.toString();
    }

    static String word(DeliveryState state) {
        return switch (state) {
            case PENDING -> "排队";
            case SENDING -> "正在发";
            case SENT -> "显示了";
            case WAITS_FOR_PERSON -> "等人点";
            case WAITS_FOR_QUERY -> "等来查";
            case CANNOT -> "到不了";
            case UNKNOWN -> "不知道到没到";
            case DROPPED -> "撤下了";
        };
    }

    private static String word(Broadcasts.Standing standing) {
        return switch (standing.broadcast().state()) {
            case WAITS_FOR_SECOND_PERSON -> "等第二个人同意";
            case PAUSED -> "暂停";
            case CANCELLED -> "撤下了";
            case SENDING ->
                standing.count(DeliveryState.PENDING) + standing.count(DeliveryState.SENDING) > 0 ? "正在发" : "发完了";
        };
    }

    private static String tone(Broadcast one) {
        return switch (one.state()) {
            case WAITS_FOR_SECOND_PERSON, PAUSED -> "h";
            case CANCELLED -> "";
            case SENDING -> one.kind() == Broadcast.Kind.EMERGENCY ? "z" : "q";
        };
    }
}
