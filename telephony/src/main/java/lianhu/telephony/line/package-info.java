/** Telephone lines; this package has no classes yet. */
@NullMarked
package lianhu.telephony.line;

import org.jspecify.annotations.NullMarked;
