/** Tests. */
@NullMarked
package lianhu.desk;

import org.jspecify.annotations.NullMarked;
