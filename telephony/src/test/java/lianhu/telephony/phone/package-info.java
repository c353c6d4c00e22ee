/** A telephone for tests, and sounds whose pitch tells which of them was heard. */
@NullMarked
package lianhu.telephony.phone;

import org.jspecify.annotations.NullMarked;
