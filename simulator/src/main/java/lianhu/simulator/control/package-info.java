/** The HTTP interface that drives the simulator. */
@NullMarked
package lianhu.simulator.control;

import org.jspecify.annotations.NullMarked;
