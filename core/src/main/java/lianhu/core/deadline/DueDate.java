package lianhu.core.deadline;

import java.time.Instant;

/**
 * A due date.
 *
 * @param isProvisional the holidays of that year are not published yet
 */
public record DueDate(Instant at, boolean isProvisional) {}
