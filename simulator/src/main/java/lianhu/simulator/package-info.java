/** A local WeCom for development, tests and the demonstration; it sees no room of the gateway. */
@NullMarked
package lianhu.simulator;

import org.jspecify.annotations.NullMarked;
