package lianhu.core.deadline;

import java.time.LocalTime;

/** Part of the office hours of a day. */
public record TimeRange(LocalTime from, LocalTime to) {}
