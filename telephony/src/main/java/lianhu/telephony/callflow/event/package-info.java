/** What happens to a call and what is to be done for it: events, commands, and the ids that both name. Pure. */
@NullMarked
package lianhu.telephony.callflow.event;

import org.jspecify.annotations.NullMarked;
