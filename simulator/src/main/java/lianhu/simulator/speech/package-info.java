/** A simulated speech server. */
@NullMarked
package lianhu.simulator.speech;

import org.jspecify.annotations.NullMarked;
