package lianhu.adapters.web;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import lianhu.adapters.store.Sealed;
import lianhu.adapters.vault.Vault;
import lianhu.core.report.PersonDetails;
import lianhu.core.report.ReceiptNo;

/** Reporters as the intake sealed them. */
@ApplicationScoped
class PgReporters implements Reporters {
    private static final String FIND = """
            SELECT person.sealed FROM report JOIN person ON person.key = report.reporter
            WHERE report.receipt_no = $1""";

    private final Pool pool;
    private final Sealed sealed;

    PgReporters(Pool pool, Vault vault) {
        this.pool = pool;
        this.sealed = new Sealed(vault);
    }

    @Override
    public Uni<Optional<PersonDetails>> of(ReceiptNo receipt) {
        return pool.preparedQuery(FIND).execute(Tuple.of(receipt.digits())).map(rows -> {
            Optional<PersonDetails> found = Optional.empty();
            for (Row row : rows) {
                found = Optional.of(sealed.person(row.getBuffer("sealed").getBytes()));
            }
            return found;
        });
    }
}
