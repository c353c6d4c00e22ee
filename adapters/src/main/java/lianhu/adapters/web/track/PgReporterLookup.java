package lianhu.adapters.web.track;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.adapters.sql.ColumnEncryption;
import lianhu.core.report.PersonDetails;
import lianhu.core.report.ReceiptNo;

/** Reporters as the intake sealed them. */
@ApplicationScoped
class PgReporterLookup implements ReporterLookup {
    private static final String FIND = """
            SELECT person.sealed FROM report JOIN person ON person.key = report.reporter
            WHERE report.receipt_no = $1""";

    private final Pool pool;
    private final ColumnEncryption columnEncryption;

    PgReporterLookup(Pool pool, FieldEncryption fieldEncryption) {
        this.pool = pool;
        this.columnEncryption = new ColumnEncryption(fieldEncryption);
    }

    @Override
    public Uni<Optional<PersonDetails>> findByReceipt(ReceiptNo receipt) {
        return pool.preparedQuery(FIND).execute(Tuple.of(receipt.digits())).map(rows -> {
            Optional<PersonDetails> found = Optional.empty();
            for (Row row : rows) {
                found = Optional.of(
                        columnEncryption.person(row.getBuffer("sealed").getBytes()));
            }
            return found;
        });
    }
}
