package lianhu.core.call;

import java.time.Instant;

/**
 * One event of a call and what it led to: one transaction.
 *
 * @param call the row after it; its version is that of the row before plus one, 1 for a new call
 * @param eventKey unique within the call: the same event, delivered twice, has the same key
 * @param event name of the event, for people who read the journal
 */
public record CallTransition(StoredCall call, String eventKey, String event, Instant at) {}
