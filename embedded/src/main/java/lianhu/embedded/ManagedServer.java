package lianhu.embedded;

/** A server program that runs as a child process on one folder of the data directory. */
interface ManagedServer {
    String name();

    /** Adopts the server of this folder when it still runs, or starts it, on another port when the last one is in use. */
    ProcessHandle adoptOrStart();

    /** Starts it again when clients already know the port: on that port or not at all. */
    ProcessHandle restart();

    /** Asks it to write everything to disk and end. */
    void requestStop(ProcessHandle process);
}
