package lianhu.embedded;

/** What kept the servers from starting, and the exit code with which a program should end because of it. */
public enum StartFailure {
    /** Another copy of the program works on the same data directory. */
    ALREADY_RUNNING(11),
    /** The data directory cannot be written: read-only, or somebody else's. */
    NOT_WRITABLE(12),
    /** No room is left where the data directory lies. */
    DISK_FULL(13),
    /** The data directory belongs to another county. */
    OTHER_COUNTY(14),
    /** The data directory was last used by a newer version, whose form of data this one does not know. */
    NEWER_VERSION(15),
    /** The servers' programs cannot be unpacked, or do not run on this machine. */
    UNUSABLE_BINARIES(16),
    /** Started as root, and there is no other account to which the servers could be handed over. */
    NO_UNPRIVILEGED_USER(17),
    /** A server did not start; the end of its log is part of the message. */
    NOT_STARTED(18),
    /** Somebody else listens where our server should, or leftovers of a dead server hold its data. */
    FOREIGN_PROCESS(19),
    /** A restore into the data directory was cut off; it must be run again to its end. */
    INCOMPLETE_RESTORE(20);

    private final int exitCode;

    StartFailure(int exitCode) {
        this.exitCode = exitCode;
    }

    /** Distinct for each trouble; the launcher passes it on. */
    public int exitCode() {
        return exitCode;
    }
}
