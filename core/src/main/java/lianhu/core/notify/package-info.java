/** Decides who is notified after an event and what the notice contains. */
@NullMarked
package lianhu.core.notify;

import org.jspecify.annotations.NullMarked;
