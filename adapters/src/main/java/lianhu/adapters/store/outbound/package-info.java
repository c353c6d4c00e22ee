/** Outbound calls and their attempts in the database. */
@NullMarked
package lianhu.adapters.store.outbound;

import org.jspecify.annotations.NullMarked;
