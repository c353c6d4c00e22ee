/** Areas, posts, departments and groups: imported once, true in the database, held in memory. */
@NullMarked
package lianhu.adapters.roster;

import org.jspecify.annotations.NullMarked;
