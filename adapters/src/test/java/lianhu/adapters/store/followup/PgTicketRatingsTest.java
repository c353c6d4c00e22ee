package lianhu.adapters.store.followup;

import lianhu.adapters.sql.PostgresFixture;
import lianhu.core.followup.TicketRatings;
import lianhu.core.followup.TicketRatingsContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;

class PgTicketRatingsTest extends TicketRatingsContract {
    private static final PostgresFixture postgresFixture = PostgresFixture.create();

    private final PgTicketRatings ratings = new PgTicketRatings(postgresFixture.pool());

    @AfterAll
    static void close() {
        postgresFixture.close();
    }

    @BeforeEach
    void clear() {
        postgresFixture.query("DELETE FROM ticket_satisfaction");
    }

    @Override
    protected TicketRatings ratings() {
        return ratings;
    }
}
