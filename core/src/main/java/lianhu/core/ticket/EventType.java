package lianhu.core.ticket;

/** Stored names of the changes; {@link Change#type} assigns them. */
public enum EventType {
    RECEIVED,
    TRIAGED,
    DISPATCHED,
    ACCEPTED,
    ACCEPTANCE_OVERDUE,
    RETURNED,
    EXTENSION_REQUESTED,
    EXTENSION_GRANTED,
    EXTENSION_REFUSED,
    RESULT_SUBMITTED,
    CLOSED,
    REOPENED,
    MERGED,
    ABSORBED,
    WITHDRAWN,
    SUPPLEMENTED,
    WRITTEN_DOWN,
    ACKNOWLEDGED,
    DUE_DATE_RECOUNTED,
    DEADLINE_REACHED,
    UNSEAL_ASKED,
    UNSEALED,
    UNSEAL_SEEN,
    ERASED
}
