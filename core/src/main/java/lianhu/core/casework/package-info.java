/** Every change of a stored ticket: allowed actions, transitions, timers and the disclosure of a sealed reporter. */
@NullMarked
package lianhu.core.casework;

import org.jspecify.annotations.NullMarked;
