/** Turns a report into a stored ticket and a receipt. */
@NullMarked
package lianhu.core.intake;

import org.jspecify.annotations.NullMarked;
