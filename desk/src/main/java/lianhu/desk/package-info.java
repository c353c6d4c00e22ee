/** The staff's web pages: looks through Worklist, acts through Casework. */
@NullMarked
package lianhu.desk;

import org.jspecify.annotations.NullMarked;
