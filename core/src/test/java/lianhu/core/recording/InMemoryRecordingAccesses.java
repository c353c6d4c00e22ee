package lianhu.core.recording;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import lianhu.core.report.AttachmentId;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.TicketNo;

/** Hearings in memory. Every recording is there until it is erased. */
public final class InMemoryRecordingAccesses implements RecordingAccesses {
    private final List<RecordingAccess> stored = new ArrayList<>();
    private final Set<AttachmentId> erased = new HashSet<>();
    private final Map<TicketNo, TicketNo> merged = new HashMap<>();

    public synchronized void merge(TicketNo ticket, TicketNo into) {
        merged.put(ticket, into);
    }

    public synchronized void erase(AttachmentId recording) {
        erased.add(recording);
        stored.removeIf(access -> access.recording().equals(recording));
    }

    @Override
    public synchronized Uni<Boolean> store(RecordingAccess access) {
        boolean isThere = !erased.contains(access.recording());
        if (isThere) {
            stored.add(access);
        }
        return Uni.createFrom().item(isThere);
    }

    @Override
    public synchronized Uni<Set<AttachmentId>> findOpen(TicketNo ticket, Actor listener, Instant now) {
        return Uni.createFrom()
                .item(stored.stream()
                        .filter(access -> access.ticket().equals(ticket)
                                && access.listener().equals(listener)
                                && access.at().plus(RecordingAccess.TERM).isAfter(now))
                        .map(RecordingAccess::recording)
                        .collect(Collectors.toSet()));
    }

    @Override
    public synchronized Uni<Map<AttachmentId, Heard>> findHeard(TicketNo ticket) {
        Map<AttachmentId, List<RecordingAccess>> heard = stored.stream()
                .filter(access -> isOf(access.ticket(), ticket))
                .sorted(Comparator.comparing(RecordingAccess::at).reversed())
                .collect(Collectors.groupingBy(RecordingAccess::recording));
        return Uni.createFrom()
                .item(heard.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                one -> new Heard(
                                        one.getValue().stream()
                                                .limit(MOST_NAMED)
                                                .toList(),
                                        one.getValue().size()))));
    }

    private boolean isOf(TicketNo heard, TicketNo ticket) {
        return heard.equals(ticket) || merged.containsKey(heard) && isOf(merged.get(heard), ticket);
    }
}
