/** A ticket, its events and the two ways to it: append and look. */
@NullMarked
package lianhu.core.ticket;

import org.jspecify.annotations.NullMarked;
