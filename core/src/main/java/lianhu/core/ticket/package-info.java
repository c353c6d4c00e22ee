/** The ticket, its events and states, and the receipt that a report returns. */
@NullMarked
package lianhu.core.ticket;

import org.jspecify.annotations.NullMarked;
