/** Where: county, township, village, grid, unit, household; away grids hang under the county. */
@NullMarked
package lianhu.core.area;

import org.jspecify.annotations.NullMarked;
