package lianhu.adapters.store.consultation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import lianhu.adapters.sql.PostgresFixture;
import lianhu.adapters.store.intake.PgIntake;
import lianhu.adapters.store.outbox.OutboxSignal;
import lianhu.adapters.store.ticket.PgTickets;
import lianhu.core.casework.TicketRepository;
import lianhu.core.consultation.ConsultationRepository;
import lianhu.core.consultation.ConsultationRepositoryContract;
import lianhu.core.fixture.SmallCountyFixture;
import lianhu.core.intake.IntakeStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;

class PgConsultationsTest extends ConsultationRepositoryContract {
    private static final PostgresFixture postgresFixture = PostgresFixture.create();

    private final OutboxSignal outboxSignal = new OutboxSignal();
    private final PgTickets tickets = new PgTickets(
            postgresFixture.vertx(), postgresFixture.sessions(), PostgresFixture.VAULT, outboxSignal, clock);
    private final PgConsultations consultations =
            new PgConsultations(tickets, postgresFixture.pool(), PostgresFixture.VAULT);
    private final PgIntake intake = new PgIntake(
            postgresFixture.vertx(),
            postgresFixture.pool(),
            PostgresFixture.VAULT,
            SmallCountyFixture.ECHO,
            outboxSignal,
            2,
            200);

    @AfterAll
    static void close() {
        postgresFixture.close();
    }

    @AfterEach
    void noWordStandsUnencrypted() {
        assertEquals(
                0,
                postgresFixture.count(
                        "SELECT count(*) FROM consultation AS row WHERE row::text LIKE '%桥头%' OR row::text LIKE '%老李%'"));
    }

    @Override
    protected IntakeStore intakeStore() {
        return intake;
    }

    @Override
    protected TicketRepository tickets() {
        return tickets;
    }

    @Override
    protected ConsultationRepository consultations() {
        return consultations;
    }
}
