package lianhu.adapters.store;

import lianhu.core.broadcast.Broadcast;

/** The partitions of the outbox. All of one audience is in one of them. */
final class Slots {
    static final int COUNT = 64;
    /** Notices of single matters; broadcasts have a lane of their own. */
    static final int MATTERS = 0;

    /** Notices to many, which everything else goes before. */
    static final short NOTICES = 1;

    /** Emergencies to many, which go before everything else. */
    static final short EMERGENCIES = 2;

    static short lane(Broadcast.Kind kind) {
        return kind == Broadcast.Kind.EMERGENCY ? EMERGENCIES : NOTICES;
    }

    static short of(String audience) {
        int hash = audience.hashCode();
        return (short) Math.floorMod(hash ^ hash >>> 16, COUNT);
    }

    private Slots() {}
}
