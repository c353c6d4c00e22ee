/** The personal pages of those who have a ticket: keepers, heads of grids, township rooms, departments. */
@NullMarked
package lianhu.adapters.web.work;

import org.jspecify.annotations.NullMarked;
