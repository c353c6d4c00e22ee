/** Publishes the committed ticket events as CloudEvents: at least once, in the order of each ticket, without personal data. */
@NullMarked
package lianhu.adapters.events;

import org.jspecify.annotations.NullMarked;
