package lianhu.adapters.store.intake;

import io.smallrye.mutiny.subscription.UniEmitter;
import lianhu.core.notice.Receipt;

/** A draft and the emitter that waits for its receipt. */
record PendingDraft(EncryptedDraft draft, UniEmitter<? super Receipt> emitter) {}
