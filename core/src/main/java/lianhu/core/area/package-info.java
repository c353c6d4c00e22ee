/** The tree of areas, from the county down to a household, and the names people use for them. */
@NullMarked
package lianhu.core.area;

import org.jspecify.annotations.NullMarked;
