/** The same rows written by a bare client: the limit. */
@NullMarked
package lianhu.bench.yardstick;

import org.jspecify.annotations.NullMarked;
