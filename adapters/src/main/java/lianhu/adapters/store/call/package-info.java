/** Telephone calls in PostgreSQL. */
@NullMarked
package lianhu.adapters.store.call;

import org.jspecify.annotations.NullMarked;
