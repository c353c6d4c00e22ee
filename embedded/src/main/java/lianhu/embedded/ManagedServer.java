package lianhu.embedded;

/** A server program that runs beside us on one folder of the data directory. */
interface ManagedServer {
    String name();

    /** Adopts our own living server, or starts it, on another port when a stranger holds its last one. */
    ProcessHandle adoptOrStart();

    /** The same later on, when clients know the port already: it must come back there or not at all. */
    ProcessHandle restart();

    /** Asks it to write everything down and end. */
    void requestStop(ProcessHandle process);
}
