/** What is stored about short messages beside the outbox. */
@NullMarked
package lianhu.adapters.store.sms;

import org.jspecify.annotations.NullMarked;
