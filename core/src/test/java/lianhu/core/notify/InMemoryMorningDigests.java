package lianhu.core.notify;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The fake of the database. */
public final class InMemoryMorningDigests implements MorningDigestStore {
    private final Map<LocalDate, List<PersonalDigest>> days = new HashMap<>();

    @Override
    public synchronized Uni<Boolean> isStored(LocalDate day) {
        boolean isStored = days.containsKey(day);
        return Uni.createFrom().item(isStored);
    }

    @Override
    public synchronized Uni<Boolean> store(LocalDate day, List<PersonalDigest> digests, Instant at) {
        boolean isFirst = days.putIfAbsent(day, List.copyOf(digests)) == null;
        return Uni.createFrom().item(isFirst);
    }

    synchronized List<PersonalDigest> digests() {
        return days.values().stream().flatMap(List::stream).toList();
    }
}
