/** Settings of the stores in PostgreSQL. */
@NullMarked
package lianhu.adapters.store;

import org.jspecify.annotations.NullMarked;
