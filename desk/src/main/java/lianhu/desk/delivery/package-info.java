/** The page of deliveries that a member of staff must settle. */
@NullMarked
package lianhu.desk.delivery;

import org.jspecify.annotations.NullMarked;
