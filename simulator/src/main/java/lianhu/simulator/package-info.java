@NullMarked
package lianhu.simulator;

import org.jspecify.annotations.NullMarked;
