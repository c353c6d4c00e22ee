/** Builds the SMS channel from settings and the county folder. */
@NullMarked
package lianhu.app.sms;

import org.jspecify.annotations.NullMarked;
