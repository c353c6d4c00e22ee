/** The paths under /_sim: who says, presses and pastes what. */
@NullMarked
package lianhu.simulator.control;

import org.jspecify.annotations.NullMarked;
