package lianhu.core;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lianhu.core.area.AreaCode;
import lianhu.core.care.Visitor;
import lianhu.core.care.Visitors;
import lianhu.core.report.ReceiptNo;

/** Visitors in memory. Whoever is to be found by a receipt, or may leave a number, is noted with {@link #reported}. */
public final class MemoryVisitors implements Visitors {
    private final InstantSource clock;
    private final Map<Visitor, Seen> seen = new HashMap<>();
    private final Map<ReceiptNo, Visitor> receipts = new HashMap<>();
    private final Map<Visitor, String> phones = new HashMap<>();

    /** Tellings that were not shown, with the reason. */
    public final List<String> withdrawn = new ArrayList<>();

    private static final class Seen {
        Optional<AreaCode> unit = Optional.empty();
        Instant saidAt = Instant.MIN;
        String said = "";
        int answers;
        boolean isAsked;
    }

    public MemoryVisitors(InstantSource clock) {
        this.clock = clock;
    }

    public void reported(Visitor visitor, ReceiptNo receipt) {
        receipts.put(receipt, visitor);
    }

    public Optional<String> phone(Visitor visitor) {
        return Optional.ofNullable(phones.get(visitor));
    }

    private Seen seen(Visitor visitor) {
        return seen.computeIfAbsent(visitor, key -> new Seen());
    }

    @Override
    public Uni<Void> entered(Visitor visitor, Optional<AreaCode> unit) {
        unit.ifPresent(code -> seen(visitor).unit = Optional.of(code));
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<Optional<AreaCode>> spoke(Visitor visitor, String message, Instant at) {
        Seen one = seen(visitor);
        if (at.isAfter(one.saidAt) || (at.equals(one.saidAt) && !message.equals(one.said))) {
            one.saidAt = at;
            one.said = message;
            one.answers = 0;
        }
        return Uni.createFrom().item(one.unit);
    }

    @Override
    public Uni<Boolean> take(Visitor visitor) {
        Seen one = seen(visitor);
        boolean may =
                one.answers < ANSWERS && one.saidAt.isAfter(clock.instant().minus(ANSWERABLE));
        if (may) {
            one.answers++;
        }
        return Uni.createFrom().item(may);
    }

    @Override
    public Uni<Void> giveBack(Visitor visitor) {
        seen(visitor).answers = Math.max(0, seen(visitor).answers - 1);
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<Void> shut(Visitor visitor) {
        seen(visitor).answers = ANSWERS;
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<Boolean> notShown(long delivery, String why) {
        withdrawn.add(delivery + " " + why);
        return Uni.createFrom().item(true);
    }

    @Override
    public Uni<Boolean> mayAskForPhone(Visitor visitor) {
        Seen one = seen(visitor);
        boolean may = !one.isAsked && !phones.containsKey(visitor);
        one.isAsked |= may;
        return Uni.createFrom().item(may);
    }

    @Override
    public Uni<Boolean> leftPhone(Visitor visitor, String phone) {
        boolean isKnown = receipts.containsValue(visitor);
        if (isKnown) {
            phones.put(visitor, phone);
        }
        return Uni.createFrom().item(isKnown);
    }

    @Override
    public Uni<Optional<Visitor>> of(ReceiptNo receipt) {
        return Uni.createFrom().item(Optional.ofNullable(receipts.get(receipt)));
    }
}
