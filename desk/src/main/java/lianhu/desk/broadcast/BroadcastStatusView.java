package lianhu.desk.broadcast;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import lianhu.core.broadcast.Broadcast;
import lianhu.core.broadcast.BroadcastAction;
import lianhu.core.broadcast.BroadcastRepository;
import lianhu.core.broadcast.EscalationRepository;
import lianhu.core.broadcast.QuietHours;
import lianhu.core.deadline.ChineseTime;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.DeliveryState;
import lianhu.core.notice.Recipient;
import lianhu.core.outbound.CallMatter;
import lianhu.core.outbound.OutboundCallStore;
import lianhu.desk.format.DemoMode;
import lianhu.desk.format.Labels;
import lianhu.desk.format.StaffMember;
import lianhu.desk.view.PhoneCallList;

/** The delivery status of a notice by place. Only a message that is displayed counts as delivered. */
@Singleton
final class BroadcastStatusView {
    private final Labels labels;
    private final DemoMode demoMode;
    private final QuietHours quietHours;
    private final InstantSource clock;

    BroadcastStatusView(Labels labels, DemoMode demoMode, QuietHours quietHours, InstantSource clock) {
        this.labels = labels;
        this.demoMode = demoMode;
        this.quietHours = quietHours;
        this.clock = clock;
    }

    /** One notice in a list. */
    record BroadcastRow(long id, String words, String place, String state, String tone, String who, String progress) {}

    /**
     * @param open deliveries that need a person, with the reason
     * @param more number of deliveries that are not listed
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
            List<OpenDelivery> open,
            long more,
            long called,
            long answered,
            List<EscalationRow> calls,
            PhoneCallList phoneCalls,
            List<BroadcastButton> buttons,
            boolean isWaiting,
            boolean isOwn,
            boolean mayPlay,
            String trouble) {
        public long percent() {
            return called == 0 ? 0 : answered * 100 / called;
        }
    }

    record Tile(String name, String look, String word) {}

    record OpenDelivery(String name, String word, String tone, String why) {}

    record EscalationRow(String place, String step, String look) {}

    record BroadcastButton(String key, String word, String look, String ask) {}

    List<BroadcastRow> list(List<BroadcastRepository.Progress> newest) {
        return newest.stream()
                .map(progress -> {
                    Broadcast one = progress.broadcast();
                    return new BroadcastRow(
                            one.id(),
                            one.words(),
                            labels.places(one.audience().areas()),
                            word(progress),
                            tone(one),
                            one.author().name() + " " + ChineseTime.formatPast(one.createdAt(), clock.instant()),
                            "显示了 " + progress.count(DeliveryState.SENT) + " / " + one.targets());
                })
                .toList();
    }

    View view(
            BroadcastRepository.Progress progress,
            List<Delivery> results,
            List<EscalationRepository.EscalationCall> escalationCalls,
            OutboundCallStore.CallBoard phoneCalls,
            StaffMember staffMember,
            String trouble) {
        Broadcast one = progress.broadcast();
        boolean isWaiting = one.state() == Broadcast.State.WAITS_FOR_SECOND_PERSON;
        return new View(
                one.id(),
                one.words(),
                labels.places(one.audience().areas()),
                one.kind() == Broadcast.Kind.EMERGENCY,
                word(progress),
                tone(one),
                history(one),
                one.targets(),
                progress.count(DeliveryState.SENT),
                progress.count(DeliveryState.WAITS_FOR_PERSON),
                progress.count(DeliveryState.CANNOT),
                progress.count(DeliveryState.UNKNOWN),
                progress.count(DeliveryState.PENDING) + progress.count(DeliveryState.SENDING),
                progress.count(DeliveryState.DROPPED),
                // Their order does not change with their state.
                results.stream()
                        .sorted(Comparator.comparingLong(Delivery::id))
                        .map(this::tile)
                        .toList(),
                results.stream()
                        .filter(BroadcastStatusView::isOpen)
                        .map(this::openDeliveries)
                        .toList(),
                Math.max(0, one.targets() - results.size()),
                progress.called(),
                progress.answered(),
                escalationCalls.stream().map(this::escalationRow).toList(),
                PhoneCallList.of(new CallMatter.OfBroadcast(one.id()), phoneCalls, labels, clock.instant()),
                buttons(one, staffMember, progress),
                isWaiting,
                one.author().id().equals(staffMember.person().id()),
                isWaiting && demoMode.isOn(),
                trouble);
    }

    private static List<BroadcastButton> buttons(
            Broadcast one, StaffMember staffMember, BroadcastRepository.Progress progress) {
        Set<BroadcastAction> legal = BroadcastAction.allowed(one, staffMember.person());
        List<BroadcastButton> broadcastButtons = new ArrayList<>();
        for (BroadcastAction action : legal) {
            long failed = progress.count(DeliveryState.CANNOT);
            long unknown = progress.count(DeliveryState.UNKNOWN);
            switch (action) {
                case APPROVE -> broadcastButtons.add(new BroadcastButton(action.name(), "我看过了，同意，发", "go", ""));
                case RESUME -> broadcastButtons.add(new BroadcastButton(action.name(), action.label(), "go", ""));
                case PAUSE ->
                    broadcastButtons.add(new BroadcastButton(action.name(), action.label(), "", "已经在路上的那些还会到"));
                case CANCEL ->
                    broadcastButtons.add(new BroadcastButton(action.name(), action.label(), "z", "已经显示的收不回来"));
                case RESEND -> {
                    if (failed > 0) {
                        broadcastButtons.add(
                                new BroadcastButton(action.name(), action.label() + "（" + failed + "）", "", ""));
                    }
                }
                case RESEND_UNKNOWN -> {
                    if (unknown > 0) {
                        broadcastButtons.add(new BroadcastButton(
                                action.name(), action.label() + "（" + unknown + "）", "", "有的群可能收到两遍"));
                    }
                }
            }
        }
        return List.copyOf(broadcastButtons);
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

    private OpenDelivery openDeliveries(Delivery one) {
        return new OpenDelivery(
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

    private EscalationRow escalationRow(EscalationRepository.EscalationCall one) {
        Instant now = clock.instant();
        String step = one.answeredBy()
                .map(by -> by + " 应了"
                        + one.answeredAt()
                                .map(at -> " " + ChineseTime.formatPast(at, now))
                                .orElse(""))
                .orElse(one.step() == 0 ? "还没叫" : "叫过 " + one.step() + " 轮，还没应");
        return new EscalationRow(
                labels.place(one.place()), step, one.answeredBy().isPresent() ? "ok" : one.step() == 0 ? "na" : "z");
    }

    private String name(Delivery one) {
        return one.recipient() instanceof Recipient.PlainGroup unit
                ? labels.place(unit.unit())
                : labels.audience(one.recipient());
    }

    private static String history(Broadcast one) {
        StringBuilder story = new StringBuilder(one.author().name() + " 写，" + ChineseTime.formatFull(one.createdAt()));
        one.approvedBy()
                .ifPresent(by -> story.append("；")
                        .append(by.name())
                        .append(" ")
                        .append(one.approvedAt().map(ChineseTime::formatClock).orElse(""))
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

    private String word(BroadcastRepository.Progress progress) {
        return switch (progress.broadcast().state()) {
            case WAITS_FOR_SECOND_PERSON -> "等第二个人同意";
            case PAUSED -> "暂停";
            case CANCELLED -> "撤下了";
            case SENDING ->
                progress.count(DeliveryState.PENDING) + progress.count(DeliveryState.SENDING) > 0
                        ? going(progress.broadcast().kind())
                        : "发完了";
        };
    }

    private String going(Broadcast.Kind kind) {
        Instant now = clock.instant();
        Instant next = quietHours.nextAllowed(kind, now);
        return next.isAfter(now) ? "等到" + ChineseTime.formatDue(next, now) + "再发" : "正在发";
    }

    private static String tone(Broadcast one) {
        return switch (one.state()) {
            case WAITS_FOR_SECOND_PERSON, PAUSED -> "h";
            case CANCELLED -> "";
            case SENDING -> one.kind() == Broadcast.Kind.EMERGENCY ? "z" : "q";
        };
    }
}
