/** The conversation with a person whom the gateway calls: prompt, key 1, thanks. Pure, as {@code callflow} is. */
@NullMarked
package lianhu.telephony.outbound;

import org.jspecify.annotations.NullMarked;
