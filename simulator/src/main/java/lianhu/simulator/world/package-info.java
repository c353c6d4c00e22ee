/** What the simulated corp is and what its people see. */
@NullMarked
package lianhu.simulator.world;

import org.jspecify.annotations.NullMarked;
