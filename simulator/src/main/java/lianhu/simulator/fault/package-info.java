/** Faults that are switched on from outside. */
@NullMarked
package lianhu.simulator.fault;

import org.jspecify.annotations.NullMarked;
