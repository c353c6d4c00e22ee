/** Who gets it, and why. */
@NullMarked
package lianhu.core.routing;

import org.jspecify.annotations.NullMarked;
