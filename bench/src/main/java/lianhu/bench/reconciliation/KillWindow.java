package lianhu.bench.reconciliation;

import java.time.Instant;

/**
 * One kill -9: from before the signal until the process has certainly ended.
 *
 * @param interruptsSends true for the gateway, which sends, and for PostgreSQL, which records the outcome
 */
public record KillWindow(Instant from, Instant until, boolean interruptsSends) {}
