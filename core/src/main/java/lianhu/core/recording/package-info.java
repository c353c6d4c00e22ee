/** Who heard which recording of a ticket, when and why. */
@NullMarked
package lianhu.core.recording;

import org.jspecify.annotations.NullMarked;
