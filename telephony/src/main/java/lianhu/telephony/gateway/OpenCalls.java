package lianhu.telephony.gateway;

import io.smallrye.mutiny.Uni;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lianhu.core.call.CallStore;
import lianhu.core.call.StoredCall;
import lianhu.telephony.callflow.CallState;
import lianhu.telephony.callflow.event.CallId;
import lianhu.telephony.eventloop.EventLoop;

/** The open calls of this instance in its memory. Used on one event loop only. */
final class OpenCalls {
    private static final System.Logger LOG = System.getLogger(OpenCalls.class.getName());

    private final EventLoop loop;
    private final CallStore store;
    private final String instance;
    private final Map<CallId, CallSession> sessions = new HashMap<>();
    /** Their rows, as read, may still show them open. */
    private final Set<CallId> closedWhileLoading = new HashSet<>();

    private boolean isLoading;
    private int drops;

    /** Their rows are open; this version cannot carry them on. */
    private final Set<String> unreadable = new HashSet<>();

    OpenCalls(EventLoop loop, CallStore store, String instance) {
        this.loop = loop;
        this.store = store;
        this.instance = instance;
    }

    /** Reads the calls on this Asterisk that this instance has left open. Returns those that were not known before. */
    Uni<Set<CallId>> load(String asterisk) {
        isLoading = true;
        return store.open(instance, asterisk)
                .emitOn(loop)
                .map(rows -> rows.stream()
                        .map(this::readable)
                        .flatMap(Optional::stream)
                        .filter(session ->
                                !closedWhileLoading.contains(session.state().id()))
                        .filter(session -> sessions.putIfAbsent(session.state().id(), session) == null)
                        .map(session -> session.state().id())
                        .collect(Collectors.toUnmodifiableSet()))
                .eventually(() -> {
                    isLoading = false;
                    closedWhileLoading.clear();
                });
    }

    /** Carries on calls of another instance. Returns those that could be read. */
    Set<CallId> adopt(List<StoredCall> rows) {
        return rows.stream()
                .map(this::readable)
                .flatMap(Optional::stream)
                .peek(session -> sessions.put(session.state().id(), session))
                .map(session -> session.state().id())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Forgets all calls: another instance carries them on, or none can. */
    void drop() {
        sessions.clear();
        unreadable.clear();
        drops++;
    }

    /** How often all calls were forgotten: what began before such a moment brings none of them back. */
    int drops() {
        return drops;
    }

    /** Open calls of this instance that it cannot carry on, for instance because a newer version wrote them. */
    int unreadable() {
        return unreadable.size();
    }

    Map<CallId, CallSession> sessions() {
        return Map.copyOf(sessions);
    }

    List<CallState> states() {
        return sessions.values().stream().map(CallSession::state).toList();
    }

    Optional<CallSession> find(CallId id) {
        return Optional.ofNullable(sessions.get(id));
    }

    /** The call is as this session says, which may be its end. */
    void put(CallSession session) {
        CallId id = session.state().id();
        if (!session.state().closed()) {
            sessions.put(id, session);
            return;
        }
        sessions.remove(id);
        if (isLoading) {
            closedWhileLoading.add(id);
        }
    }

    /** Another instance carries it on. */
    void remove(CallId id) {
        sessions.remove(id);
    }

    /** One row that cannot be read, for instance of a newer version, must not end all other calls. */
    private Optional<CallSession> readable(StoredCall row) {
        try {
            return Optional.of(CallSession.of(row));
        } catch (RuntimeException e) {
            unreadable.add(row.id());
            LOG.log(
                    Level.ERROR,
                    "call {0} cannot be carried on: {1}",
                    row.id(),
                    e.getClass().getName());
            return Optional.empty();
        }
    }
}
