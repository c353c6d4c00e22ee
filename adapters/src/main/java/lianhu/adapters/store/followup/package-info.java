/** The ratings of reporters in the database. */
@NullMarked
package lianhu.adapters.store.followup;

import org.jspecify.annotations.NullMarked;
