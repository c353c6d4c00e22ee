package lianhu.adapters.store.personsearch;

import static lianhu.adapters.sql.PostgresFixture.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import lianhu.adapters.sql.PostgresFixture;
import lianhu.adapters.store.retention.ConversationCleanup;
import lianhu.core.personsearch.PersonSearch;
import lianhu.core.personsearch.PersonSearches;
import lianhu.core.personsearch.PersonSearchesContract;
import lianhu.core.retention.RetentionTerms;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PgPersonSearchesTest extends PersonSearchesContract {
    private static final PostgresFixture postgresFixture = PostgresFixture.create();

    private final PgPersonSearches searches = new PgPersonSearches(postgresFixture.pool(), PostgresFixture.VAULT);

    @AfterAll
    static void close() {
        postgresFixture.close();
    }

    @BeforeEach
    void clear() {
        postgresFixture.query("TRUNCATE person_search");
    }

    @Override
    protected PersonSearches searches() {
        return searches;
    }

    @Test
    void aSearchIsForgottenAfterTwoYears() {
        await(searches.store(PersonSearch.request("chen.jing", "陈静", "李秀兰", "OTHER", "民政来函", AT)
                .orElseThrow()));
        Instant twoYearsLater = AT.plus(PersonSearch.KEPT);

        cleanUpAt(twoYearsLater);
        assertEquals(1, await(searches.recent(10)).size());
        cleanUpAt(twoYearsLater.plusSeconds(1));
        assertEquals(List.of(), await(searches.recent(10)));
    }

    private static void cleanUpAt(Instant now) {
        await(new ConversationCleanup(postgresFixture.pool(), RetentionTerms.UNDECLARED, () -> now).removeExpired());
    }

    @Test
    void neitherThePersonNorTheWordsCanBeReadInTheTable() {
        await(searches.store(PersonSearch.request("chen.jing", "陈静", "李秀兰", "OTHER", "民政来函", AT)
                .orElseThrow()));

        assertEquals(
                0,
                postgresFixture.count("SELECT count(*) FROM person_search p WHERE encode(words, 'escape') LIKE '%民政%'"
                        + " OR p::text LIKE '%李秀兰%'"));
    }
}
