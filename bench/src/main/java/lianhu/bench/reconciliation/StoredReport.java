package lianhu.bench.reconciliation;

/** A report as it stands in the database. */
public record StoredReport(String msgid, String receipt, String ticket) {}
