package lianhu.core.deadline;

import java.time.LocalTime;

/** A stretch of office hours within a day. */
public record TimeRange(LocalTime from, LocalTime to) {}
