package lianhu.bench.load;

/**
 * One request as it goes over the wire.
 *
 * @param msgid of the message in it; a redelivery has the same
 */
public record WireRequest(String msgid, byte[] wire) {}
