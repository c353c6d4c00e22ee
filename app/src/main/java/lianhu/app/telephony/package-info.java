/** Starts the telephone where an Asterisk is configured, and reports its state. */
@NullMarked
package lianhu.app.telephony;

import org.jspecify.annotations.NullMarked;
