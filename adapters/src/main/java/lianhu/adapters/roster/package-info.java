/** The roster in memory, loaded from PostgreSQL: areas, posts, departments, groups and personal links. */
@NullMarked
package lianhu.adapters.roster;

import org.jspecify.annotations.NullMarked;
