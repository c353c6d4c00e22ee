/** Reports of the telephone on the road that all reports take. */
@NullMarked
package lianhu.telephony.report;

import org.jspecify.annotations.NullMarked;
