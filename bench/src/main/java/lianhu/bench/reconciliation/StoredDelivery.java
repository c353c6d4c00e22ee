package lianhu.bench.reconciliation;

/**
 * A delivery in the database.
 *
 * @param state its name in the public API
 */
public record StoredDelivery(String ticket, String state) {}
