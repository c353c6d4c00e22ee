/** Customer groups, their join ways and the tasks of their owners in PostgreSQL. */
@NullMarked
package lianhu.adapters.store.customergroup;

import org.jspecify.annotations.NullMarked;
