/** Members, groups, messages and clocks of the simulated organisation. */
@NullMarked
package lianhu.simulator.state;

import org.jspecify.annotations.NullMarked;
