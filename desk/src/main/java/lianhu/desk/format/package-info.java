/** Labels and the page frame that all staff pages share. */
@NullMarked
package lianhu.desk.format;

import org.jspecify.annotations.NullMarked;
