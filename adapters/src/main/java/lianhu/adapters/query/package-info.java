/** Read access to tickets and deliveries in PostgreSQL, limited to what the viewer may see. */
@NullMarked
package lianhu.adapters.query;

import org.jspecify.annotations.NullMarked;
