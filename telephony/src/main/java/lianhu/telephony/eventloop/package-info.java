/** What happens on one event loop: in which order it happens, and what is logged of what fails again and again. */
@NullMarked
package lianhu.telephony.eventloop;

import org.jspecify.annotations.NullMarked;
