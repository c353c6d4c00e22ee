/** Benchmarks and crash tests of the installed gateway. */
@NullMarked
package lianhu.bench;

import org.jspecify.annotations.NullMarked;
