package lianhu.bench.load;

/** The pages that a member of the desk's staff opens. */
public enum DeskPage {
    QUEUE,
    TICKET,
    SEARCH,
    /** The public page of answered matters, which residents open. */
    WALL
}
