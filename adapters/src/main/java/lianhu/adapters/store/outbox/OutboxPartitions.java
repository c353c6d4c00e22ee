package lianhu.adapters.store.outbox;

import lianhu.core.broadcast.Broadcast;

/** The partitions of the outbox. All of one audience is in one of them. */
public final class OutboxPartitions {
    static final int COUNT = 64;
    /** Notices of single matters; broadcasts have a lane of their own. */
    static final int TICKETS = 0;

    /** Notices to many, which everything else goes before. */
    static final short BROADCASTS = 1;

    /** Emergencies to many, which go before everything else. */
    public static final short EMERGENCIES = 2;

    public static short priority(Broadcast.Kind kind) {
        return kind == Broadcast.Kind.EMERGENCY ? EMERGENCIES : BROADCASTS;
    }

    public static short partitionOf(String audience) {
        int hash = audience.hashCode();
        return (short) Math.floorMod(hash ^ hash >>> 16, COUNT);
    }

    private OutboxPartitions() {}
}
