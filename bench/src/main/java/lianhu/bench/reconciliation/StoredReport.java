package lianhu.bench.reconciliation;

/** A report in the database. */
public record StoredReport(String msgid, String receipt, String ticket) {}
