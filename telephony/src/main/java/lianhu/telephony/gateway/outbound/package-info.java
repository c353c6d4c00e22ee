/** Carries outbound calls through Asterisk and ends their rows. */
@NullMarked
package lianhu.telephony.gateway.outbound;

import org.jspecify.annotations.NullMarked;
