package lianhu.adapters.store;

import io.smallrye.mutiny.subscription.UniEmitter;
import lianhu.core.notice.Receipt;

/** A filing and whoever waits for its receipt. */
record Waiting(SealedFiling sheet, UniEmitter<? super Receipt> answer) {}
