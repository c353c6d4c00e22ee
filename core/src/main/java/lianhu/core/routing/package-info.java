/** Chooses the owner of a ticket and records the reasons. */
@NullMarked
package lianhu.core.routing;

import org.jspecify.annotations.NullMarked;
