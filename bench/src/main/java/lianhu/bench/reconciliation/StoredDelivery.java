package lianhu.bench.reconciliation;

/**
 * A delivery as it stands in the database.
 *
 * @param state by its name in the contract
 */
public record StoredDelivery(String ticket, String state) {}
