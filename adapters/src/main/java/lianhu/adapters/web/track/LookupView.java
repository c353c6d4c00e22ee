package lianhu.adapters.web.track;

import lianhu.adapters.web.support.Hotline;

/**
 * The form for a number.
 *
 * @param isAbsent nothing is shown for that number; why not is not told
 */
public record LookupView(String typed, boolean isAbsent, Hotline line) {}
