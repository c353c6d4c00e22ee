/** Broadcasts and the escalation calls of an emergency in PostgreSQL. */
@NullMarked
package lianhu.adapters.store.broadcast;

import org.jspecify.annotations.NullMarked;
