package lianhu.adapters.store.outbox;

import lianhu.core.broadcast.Broadcast;
import lianhu.core.notice.NewDelivery;
import lianhu.core.notice.NoticeType;

/** The partitions and priorities of the outbox. All deliveries to one recipient are in one partition. */
public final class OutboxPartitions {
    static final int COUNT = 64;
    /** The priority of ordinary notices about single tickets. */
    public static final short TICKETS = 0;

    /** The priority of broadcasts and morning digests, after everything else. */
    public static final short BROADCASTS = 1;

    /** The priority of emergencies, of one ticket or for many places, before everything else. */
    public static final short EMERGENCIES = 2;

    public static short priority(Broadcast.Kind kind) {
        return kind == Broadcast.Kind.EMERGENCY ? EMERGENCIES : BROADCASTS;
    }

    public static short priority(NewDelivery newDelivery) {
        return newDelivery.type().isUrgent()
                ? EMERGENCIES
                : newDelivery.type() == NoticeType.MORNING_DIGEST ? BROADCASTS : TICKETS;
    }

    public static short partitionOf(String audience) {
        int hash = audience.hashCode();
        return (short) Math.floorMod(hash ^ hash >>> 16, COUNT);
    }

    private OutboxPartitions() {}
}
