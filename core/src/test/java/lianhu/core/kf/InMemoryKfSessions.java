package lianhu.core.kf;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lianhu.core.area.AreaCode;
import lianhu.core.report.ReceiptNo;

/** Fake: keeps sessions in memory. {@link #reported} links a customer with a receipt. */
public final class InMemoryKfSessions implements KfSessions {
    private final InstantSource clock;
    private final Map<KfCustomer, Session> seen = new HashMap<>();
    private final Map<ReceiptNo, KfCustomer> receipts = new HashMap<>();
    private final Map<KfCustomer, String> phones = new HashMap<>();

    /** Undelivered deliveries with the reason. */
    public final List<String> withdrawn = new ArrayList<>();

    private static final class Session {
        Optional<AreaCode> unit = Optional.empty();
        Instant saidAt = Instant.MIN;
        String said = "";
        int answers;
        boolean isAsked;
    }

    public InMemoryKfSessions(InstantSource clock) {
        this.clock = clock;
    }

    public void reported(KfCustomer kfCustomer, ReceiptNo receipt) {
        receipts.put(receipt, kfCustomer);
    }

    public Optional<String> phone(KfCustomer kfCustomer) {
        return Optional.ofNullable(phones.get(kfCustomer));
    }

    private Session session(KfCustomer kfCustomer) {
        return seen.computeIfAbsent(kfCustomer, key -> new Session());
    }

    @Override
    public Uni<Void> recordEntry(KfCustomer kfCustomer, Optional<AreaCode> unit) {
        unit.ifPresent(code -> session(kfCustomer).unit = Optional.of(code));
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<Optional<AreaCode>> recordMessage(KfCustomer kfCustomer, String message, Instant at) {
        Session one = session(kfCustomer);
        if (at.isAfter(one.saidAt) || (at.equals(one.saidAt) && !message.equals(one.said))) {
            one.saidAt = at;
            one.said = message;
            one.answers = 0;
        }
        return Uni.createFrom().item(one.unit);
    }

    @Override
    public Uni<Boolean> acquire(KfCustomer kfCustomer) {
        Session one = session(kfCustomer);
        boolean may =
                one.answers < MAX_REPLIES && one.saidAt.isAfter(clock.instant().minus(REPLY_WINDOW));
        if (may) {
            one.answers++;
        }
        return Uni.createFrom().item(may);
    }

    @Override
    public Uni<Void> release(KfCustomer kfCustomer) {
        session(kfCustomer).answers = Math.max(0, session(kfCustomer).answers - 1);
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<Void> close(KfCustomer kfCustomer) {
        session(kfCustomer).answers = MAX_REPLIES;
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<Boolean> markUndelivered(long delivery, String why) {
        withdrawn.add(delivery + " " + why);
        return Uni.createFrom().item(true);
    }

    @Override
    public Uni<Boolean> claimPhoneRequest(KfCustomer kfCustomer) {
        Session one = session(kfCustomer);
        boolean may = !one.isAsked && !phones.containsKey(kfCustomer);
        one.isAsked |= may;
        return Uni.createFrom().item(may);
    }

    @Override
    public Uni<Boolean> savePhone(KfCustomer kfCustomer, String phone) {
        boolean isKnown = receipts.containsValue(kfCustomer);
        if (isKnown) {
            phones.put(kfCustomer, phone);
        }
        return Uni.createFrom().item(isKnown);
    }

    @Override
    public Uni<Optional<KfCustomer>> findByReceipt(ReceiptNo receipt) {
        return Uni.createFrom().item(Optional.ofNullable(receipts.get(receipt)));
    }
}
