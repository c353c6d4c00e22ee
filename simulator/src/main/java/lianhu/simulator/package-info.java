/** A local WeCom for development, tests and the demonstration. */
@NullMarked
package lianhu.simulator;

import org.jspecify.annotations.NullMarked;
