package lianhu.bench.reconciliation;

import java.util.List;
import java.util.Map;

/**
 * Both sides.
 *
 * @param orphans tickets that no receipt leads to
 * @param shown how often a message about the ticket was seen
 */
public record LedgerSnapshot(
        List<SentMessage> sent,
        List<StoredReport> stored,
        long orphans,
        List<StoredDelivery> deliveries,
        Map<String, Integer> seen) {}
