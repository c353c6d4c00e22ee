package lianhu.bench.reconciliation;

import java.util.List;
import java.util.Map;

/**
 * The messages and notices of the simulator and of the database.
 *
 * @param orphans tickets without a receipt
 * @param shown how often a message about each ticket was shown
 */
public record LedgerSnapshot(
        List<SentMessage> sent,
        List<StoredReport> stored,
        long orphans,
        List<StoredDelivery> deliveries,
        Map<String, Integer> seen) {}
