package lianhu.bench.ledger;

/** A report as it stands in the database. */
public record Filed(String msgid, String receipt, String ticket) {}
