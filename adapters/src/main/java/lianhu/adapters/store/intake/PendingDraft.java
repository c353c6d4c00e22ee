package lianhu.adapters.store.intake;

import io.smallrye.mutiny.subscription.UniEmitter;
import lianhu.core.notice.Receipt;

/** A filing and whoever waits for its receipt. */
record PendingDraft(EncryptedDraft draft, UniEmitter<? super Receipt> emitter) {}
