package lianhu.core.call;

import java.time.Instant;
import java.util.Optional;

/**
 * Callers who wait for an agent, and for whom no telephone rings yet.
 *
 * @param longest when the one came who has waited longest; empty for none
 */
public record CallQueue(int waiting, Optional<Instant> longest) {}
