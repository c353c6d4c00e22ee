/** Broadcasts to many groups, quiet hours, and the escalation calls of an emergency. */
@NullMarked
package lianhu.core.broadcast;

import org.jspecify.annotations.NullMarked;
