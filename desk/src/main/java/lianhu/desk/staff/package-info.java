/** The page of staff accounts. */
@NullMarked
package lianhu.desk.staff;

import org.jspecify.annotations.NullMarked;
