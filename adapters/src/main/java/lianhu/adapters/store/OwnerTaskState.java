package lianhu.adapters.store;

/** How far a mass message is that its group owner has to confirm; the values of {@code owner_task.state}. */
enum OwnerTaskState {
    /** Committed before WeCom is asked. */
    SUBMITTING,
    /** WeCom took it; waits for the owner. */
    OPEN,
    CLOSED,
    /** Interrupted while WeCom was asked: nobody knows whether it was created. */
    UNKNOWN
}
