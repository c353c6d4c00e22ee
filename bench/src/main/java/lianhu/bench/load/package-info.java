/** Generates signed callbacks and measures the responses. */
@NullMarked
package lianhu.bench.load;

import org.jspecify.annotations.NullMarked;
