/** Posts, their holders and roles over time, personal links and staff accounts. */
@NullMarked
package lianhu.core.roster;

import org.jspecify.annotations.NullMarked;
