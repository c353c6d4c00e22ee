/** The first page of a demonstration: three phones and the desk. */
@NullMarked
package lianhu.desk.demonstration;

import org.jspecify.annotations.NullMarked;
