package lianhu.core.call;

/**
 * Says that an instance of the gateway runs and carries on its calls.
 *
 * @param instance name of the instance, unique among those of one database
 * @param asterisk entity id of the Asterisk to which the instance is connected
 * @param token differs from that of every other lease, also of the same instance
 */
public record CallLease(String instance, String asterisk, long token) {}
