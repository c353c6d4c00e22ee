@NullMarked
package lianhu.telephony.line;

import org.jspecify.annotations.NullMarked;
