/** Reports, tickets and deliveries in PostgreSQL. */
@NullMarked
package lianhu.adapters.store;

import org.jspecify.annotations.NullMarked;
