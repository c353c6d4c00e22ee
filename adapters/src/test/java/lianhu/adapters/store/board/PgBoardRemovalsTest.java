package lianhu.adapters.store.board;

import lianhu.adapters.sql.PostgresFixture;
import lianhu.core.board.BoardRemovals;
import lianhu.core.board.BoardRemovalsContract;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.TicketNo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;

class PgBoardRemovalsTest extends BoardRemovalsContract {
    private static final PostgresFixture postgresFixture = PostgresFixture.create();

    private final PgBoardRemovals removals = new PgBoardRemovals(postgresFixture.pool());

    @AfterAll
    static void close() {
        postgresFixture.close();
    }

    @BeforeEach
    void clear() {
        postgresFixture.query("DELETE FROM board_removal");
        postgresFixture.query("DELETE FROM report");
    }

    @Override
    protected BoardRemovals removals() {
        return removals;
    }

    @Override
    protected void report(ReceiptNo receipt, TicketNo ticket) {
        postgresFixture.query("""
                INSERT INTO report (receipt_no, source_account, source_id, channel, area, ticket_no, has_account, owner_type,
                  owner_id, owner_name, due, urgency, confidentiality, advice, occurred_at, received_at)
                VALUES ('%s', 'web:', 'k1', 'WEB', '621099101', '%s', false, 'DESK', 'desk', '', now(), 'NORMAL', 'OPEN', '',
                  now(), now())""".formatted(receipt.digits(), ticket.value()));
    }
}
