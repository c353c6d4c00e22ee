/** Fetches what Asterisk has recorded and makes reports of it. */
@NullMarked
package lianhu.telephony.gateway.recording;

import org.jspecify.annotations.NullMarked;
