package lianhu.adapters.store.personsearch;

import static lianhu.adapters.sql.PostgresFixture.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import lianhu.adapters.sql.PostgresFixture;
import lianhu.core.personsearch.PersonSearch;
import lianhu.core.personsearch.PersonSearches;
import lianhu.core.personsearch.PersonSearchesContract;
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
    void neitherThePersonNorTheWordsCanBeReadInTheTable() {
        await(searches.store(PersonSearch.request("chen.jing", "陈静", "李秀兰", "OTHER", "民政来函", AT)
                .orElseThrow()));

        assertEquals(
                0,
                postgresFixture.count("SELECT count(*) FROM person_search p WHERE encode(words, 'escape') LIKE '%民政%'"
                        + " OR p::text LIKE '%李秀兰%'"));
    }
}
