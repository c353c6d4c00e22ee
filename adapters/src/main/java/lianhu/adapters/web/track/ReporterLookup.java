package lianhu.adapters.web.track;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.adapters.sql.ColumnEncryption;
import lianhu.adapters.sql.PgErrors;
import lianhu.core.report.PersonDetails;
import lianhu.core.report.ReceiptNo;

/**
 * Finds who reported under a receipt. A person is decrypted only to prove that the reporter asks, or to name the reporter to
 * the unit head.
 */
@ApplicationScoped
public class ReporterLookup {
    private static final String FIND = """
        SELECT person.ciphertext FROM report JOIN person ON person.key = report.reporter
        WHERE report.receipt_no = $1\
        """;

    private final Pool pool;
    private final ColumnEncryption columnEncryption;

    ReporterLookup(Pool pool, FieldEncryption fieldEncryption) {
        this.pool = pool;
        this.columnEncryption = new ColumnEncryption(fieldEncryption);
    }

    /**
     * Empty for an unknown receipt, and for a report without name and number.
     *
     * @throws StoreUnavailableException inside the Uni when the database does not answer
     */
    public Uni<Optional<PersonDetails>> findByReceipt(ReceiptNo receipt) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(receipt.digits()))
                .onFailure()
                .transform(PgErrors::translate)
                .map(rows -> {
                    Optional<PersonDetails> found = Optional.empty();
                    for (Row row : rows) {
                        found = Optional.of(columnEncryption.person(
                                row.getBuffer("ciphertext").getBytes()));
                    }
                    return found;
                });
    }
}
