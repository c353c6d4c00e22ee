package lianhu.adapters.store;

/** The state of a mass message that its group owner has to confirm; the values of {@code owner_task.state}. */
enum OwnerTaskState {
    /** The task is committed, and WeCom has not answered yet. */
    SUBMITTING,
    /** WeCom has accepted the task; the owner has not confirmed it. */
    OPEN,
    CLOSED,
    /** The call to WeCom was interrupted: it is not known whether WeCom created the task. */
    UNKNOWN
}
