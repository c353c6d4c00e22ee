package lianhu.adapters.web.track;

import lianhu.adapters.web.support.Hotline;

/**
 * The form for a number.
 *
 * @param isEmpty no number was typed
 * @param isAbsent nothing is shown for that number; why not is not told
 */
public record LookupView(String typed, boolean isEmpty, boolean isAbsent, Hotline line) {}
