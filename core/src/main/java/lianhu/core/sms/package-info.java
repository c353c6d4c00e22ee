/** Short messages (短信): what may be sent to a number, and the ports that send and remember. */
@NullMarked
package lianhu.core.sms;

import org.jspecify.annotations.NullMarked;
