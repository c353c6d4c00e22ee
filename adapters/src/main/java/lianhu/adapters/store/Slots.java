package lianhu.adapters.store;

/** The partitions of the outbox. All of one audience is in one of them. */
final class Slots {
    static final int COUNT = 64;
    /** Notices of single matters; broadcasts have a lane of their own. */
    static final int MATTERS = 0;

    static short of(String audience) {
        int hash = audience.hashCode();
        return (short) Math.floorMod(hash ^ hash >>> 16, COUNT);
    }

    private Slots() {}
}
