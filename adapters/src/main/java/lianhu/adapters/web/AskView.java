package lianhu.adapters.web;

/**
 * The form for a number.
 *
 * @param isAbsent nothing is shown for that number; why not is not told
 */
public record AskView(String typed, boolean isAbsent, ServiceLine line) {}
