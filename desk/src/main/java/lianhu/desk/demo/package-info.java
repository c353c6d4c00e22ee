/** The first page of the demonstration. */
@NullMarked
package lianhu.desk.demo;

import org.jspecify.annotations.NullMarked;
