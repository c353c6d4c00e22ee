package lianhu.core.call;

import java.time.Instant;
import java.util.Optional;

/**
 * A team lead heard a talk.
 *
 * @param name of the team lead
 * @param to empty while it goes on
 */
public record CallListening(String name, Instant from, Optional<Instant> to) {}
