package lianhu.embedded;

/** Why the servers did not start, and the exit code with which a program should end because of it. */
public enum StartFailure {
    /** Another copy of the program works on the same data directory. */
    ALREADY_RUNNING(11),
    /** The data directory cannot be written: it is read-only or belongs to another user. */
    NOT_WRITABLE(12),
    /** The disk of the data directory is full. */
    DISK_FULL(13),
    /** The data directory belongs to another county. */
    OTHER_COUNTY(14),
    /** The data directory was last used by a newer version with a format of data that this version does not know. */
    NEWER_VERSION(15),
    /** The programs of the servers cannot be unpacked, or do not run on this machine. */
    UNUSABLE_BINARIES(16),
    /** The program runs as root, and there is no other account for the servers. */
    NO_UNPRIVILEGED_USER(17),
    /** A server did not start; the end of its log is part of the message. */
    NOT_STARTED(18),
    /** Another program listens on the port, or processes of a dead server hold its data. */
    FOREIGN_PROCESS(19),
    /** A restore into the data directory was interrupted; it must be run again to its end. */
    INCOMPLETE_RESTORE(20);

    private final int exitCode;

    StartFailure(int exitCode) {
        this.exitCode = exitCode;
    }

    /** Distinct for each failure; the launcher passes it on. */
    public int exitCode() {
        return exitCode;
    }
}
