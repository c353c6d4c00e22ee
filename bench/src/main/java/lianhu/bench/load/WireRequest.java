package lianhu.bench.load;

/**
 * One HTTP request in bytes.
 *
 * @param msgid of the message; a redelivery has the same id
 */
public record WireRequest(String msgid, byte[] wire) {}
