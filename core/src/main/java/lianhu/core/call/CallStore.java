package lianhu.core.call;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/** Where calls are kept, so that another instance, or the same one after a restart, carries them on. */
public interface CallStore {
    /** What became of a transition. */
    enum SaveResult {
        SAVED,
        /** The event was handled before; nothing was written. */
        KNOWN_EVENT,
        /** Another instance has written since; nothing was written. */
        STALE
    }

    /** Writes row and journal entry together. Completes when they are durable, fails when that is not known. */
    Uni<SaveResult> save(CallTransition transition);

    /**
     * The open calls of an instance on this Asterisk, and those of which no Asterisk is known. Calls on another one stay open: what
     * became of them can be seen only there.
     */
    Uni<List<StoredCall>> open(String owner, String asterisk);

    /** Tag of the language that the caller of this call chose last in an earlier one; empty when there is none. */
    Uni<Optional<String>> lastLanguage(String id);

    /** Whether this call is open, whichever instance owns it. */
    Uni<Boolean> isOpen(String id);
}
