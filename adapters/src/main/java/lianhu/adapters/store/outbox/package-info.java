/** The outbox: claims deliveries, calls the sender and records the outcome. */
@NullMarked
package lianhu.adapters.store.outbox;

import org.jspecify.annotations.NullMarked;
