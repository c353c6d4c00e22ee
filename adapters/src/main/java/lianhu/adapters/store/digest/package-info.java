/** The morning digests in the database. */
@NullMarked
package lianhu.adapters.store.digest;

import org.jspecify.annotations.NullMarked;
