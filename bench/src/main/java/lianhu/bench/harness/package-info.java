/** Starts, stops and measures the installed gateway and its counterparts. */
@NullMarked
package lianhu.bench.harness;

import org.jspecify.annotations.NullMarked;
