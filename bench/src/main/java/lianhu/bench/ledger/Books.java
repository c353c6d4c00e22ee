package lianhu.bench.ledger;

import java.util.List;
import java.util.Map;

/**
 * Both sides.
 *
 * @param orphans tickets that no receipt leads to
 * @param shown how often a message about the ticket was seen
 */
public record Books(List<Said> said, List<Filed> filed, long orphans, List<Told> told, Map<String, Integer> shown) {}
