/** A simulated SMS service with the phones that get its messages. */
@NullMarked
package lianhu.simulator.sms;

import org.jspecify.annotations.NullMarked;
