/** Figures of the hotline, counted from the journal of its calls, with the calls behind each. */
@NullMarked
package lianhu.core.call.figure;

import org.jspecify.annotations.NullMarked;
