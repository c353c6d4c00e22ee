/** The trunk of an operator: whether it answers, and, for the command line, why not. */
@NullMarked
package lianhu.telephony.trunk;

import org.jspecify.annotations.NullMarked;
