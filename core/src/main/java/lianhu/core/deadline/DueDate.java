package lianhu.core.deadline;

import java.time.Instant;

/**
 * When something is due.
 *
 * @param isProvisional the notice for that year is not published yet; it is counted again when it is, never earlier
 */
public record DueDate(Instant at, boolean isProvisional) {}
