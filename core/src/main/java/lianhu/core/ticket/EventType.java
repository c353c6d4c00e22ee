package lianhu.core.ticket;

/** Names of events. Those not live yet are declared, so that stored histories never change their words. */
public enum EventType {
    RECEIVED(true),
    TRIAGED(true),
    DISPATCHED(true),
    ACCEPTED(true),
    RETURNED(true),
    RESULT_SUBMITTED(true),
    CLOSED(true),
    REOPENED(true),
    MERGED(true),
    WITHDRAWN(true),
    SUPPLEMENTED(true),
    ACKNOWLEDGED(true),
    WRITTEN_DOWN(true),
    ABSORBED(true),
    UNSEAL_ASKED(true),
    UNSEALED(true),
    UNSEAL_SEEN(true),
    MORE_NEEDED(false),
    ANSWERED(false),
    REFERRED_STATUTORY(false),
    TRANSFERRED_EMERGENCY(false),
    OUT_OF_JURISDICTION(false),
    DEEMED_ACCEPTED(false),
    RETURN_REJECTED(false),
    DESIGNATED(false),
    STARTED(false),
    CITIZEN_ASKED(false),
    RESUMED(false),
    EXTERNAL_AWAITED(false),
    EXTENSION_REQUESTED(false),
    EXTENSION_DECIDED(false),
    WHISTLED(false),
    CONSULTED(false),
    ESCALATED(false),
    RESULT_REJECTED(false),
    RESULT_PASSED(false),
    DUE_CHANGED(false),
    SUPERVISED(false),
    URGED(false),
    INVALIDATED(false),
    ARCHIVED(false);

    private final boolean isLive;

    EventType(boolean isLive) {
        this.isLive = isLive;
    }

    public boolean isLive() {
        return isLive;
    }
}
