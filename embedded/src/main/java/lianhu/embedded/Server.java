package lianhu.embedded;

/** A server program that runs beside us on one folder of the data directory. */
interface Server {
    String name();

    /** Adopts our own living server, or starts it, on another port when a stranger holds its last one. */
    ProcessHandle adoptOrStart();

    /** The same later on, when clients know the port already: it must come back there or not at all. */
    ProcessHandle comeBack();

    /** Asks it to write everything down and end. */
    void askToStop(ProcessHandle process);
}
