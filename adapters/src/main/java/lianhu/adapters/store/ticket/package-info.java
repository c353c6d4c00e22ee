/** Tickets, their events and timers in PostgreSQL. */
@NullMarked
package lianhu.adapters.store.ticket;

import org.jspecify.annotations.NullMarked;
