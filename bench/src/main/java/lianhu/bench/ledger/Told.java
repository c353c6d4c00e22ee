package lianhu.bench.ledger;

/**
 * A delivery as it stands in the database.
 *
 * @param state by its name in the contract
 */
public record Told(String ticket, String state) {}
