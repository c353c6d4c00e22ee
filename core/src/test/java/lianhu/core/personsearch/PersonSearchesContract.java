package lianhu.core.personsearch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

public abstract class PersonSearchesContract {
    protected static final Instant AT = Instant.parse("2026-11-20T02:00:00Z");

    protected abstract PersonSearches searches();

    @Test
    void whoSearchedAndWhyIsKeptTheNewestFirst() {
        store("chen.jing", "13900000003", "ASKS_PROGRESS", "", AT);
        store("wang.li", "李秀兰", "OTHER", "民政来函", AT.plusSeconds(1));

        assertEquals(
                List.of(
                        new PersonSearches.Searched("王丽", false, SearchReason.OTHER, "民政来函", AT.plusSeconds(1)),
                        new PersonSearches.Searched("陈静", true, SearchReason.ASKS_PROGRESS, "", AT)),
                await(searches().recent(10)));
        assertEquals(1, await(searches().recent(1)).size());
    }

    @Test
    void aLoginSearchesThirtyTimesInAnHourAndNotMore() {
        for (int i = 0; i < PersonSearch.MOST_IN_AN_HOUR; i++) {
            assertTrue(store("chen.jing", "李秀兰", "SAME_MATTER", "", AT.plusSeconds(i)));
        }

        assertFalse(store("chen.jing", "李秀兰", "SAME_MATTER", "", AT.plusSeconds(60)));
        assertTrue(store("wang.li", "李秀兰", "SAME_MATTER", "", AT.plusSeconds(60)), "another login");
        assertTrue(store("chen.jing", "李秀兰", "SAME_MATTER", "", AT.plus(Duration.ofHours(1))), "an hour later");
    }

    private boolean store(String login, String typed, String reason, String words, Instant at) {
        String name = login.equals("wang.li") ? "王丽" : "陈静";
        return await(searches()
                .store(PersonSearch.request(login, name, typed, reason, words, at)
                        .orElseThrow()));
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().indefinitely();
    }
}
