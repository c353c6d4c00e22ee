package lianhu.core.personsearch;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

public final class InMemoryPersonSearches implements PersonSearches {
    private final List<PersonSearch> stored = new ArrayList<>();

    @Override
    public synchronized Uni<Boolean> store(PersonSearch search) {
        long before = stored.stream()
                .filter(one -> one.login().equals(search.login())
                        && one.at().isAfter(search.at().minus(Duration.ofHours(1))))
                .count();
        boolean isAllowed = before < PersonSearch.MOST_IN_AN_HOUR;
        if (isAllowed) {
            stored.add(search);
        }
        return Uni.createFrom().item(isAllowed);
    }

    @Override
    public synchronized Uni<List<Searched>> recent(int limit) {
        return Uni.createFrom()
                .item(stored.stream()
                        .sorted(Comparator.comparing(PersonSearch::at).reversed())
                        .limit(limit)
                        .map(one -> new Searched(one.name(), one.isNumber(), one.reason(), one.words(), one.at()))
                        .toList());
    }
}
