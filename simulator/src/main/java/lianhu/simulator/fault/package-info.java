/** Faults that tests inject into calls and callbacks. */
@NullMarked
package lianhu.simulator.fault;

import org.jspecify.annotations.NullMarked;
