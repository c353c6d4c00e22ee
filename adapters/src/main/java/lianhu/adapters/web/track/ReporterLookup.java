package lianhu.adapters.web.track;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
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
        SELECT p.ciphertext FROM report_person p WHERE p.receipt_no = $1 AND p.role = 'REPORTER'
        """;

    /** The hash of an account stands for one person; with a telephone number alone it may be a family's. */
    private static final String OF_SAME_ACCOUNT = """
        SELECT p.ciphertext FROM report r JOIN report_person p ON p.receipt_no = r.receipt_no AND p.role = 'REPORTER'
        WHERE r.reporter = (SELECT reporter FROM report WHERE receipt_no = $1) ORDER BY r.received_at DESC LIMIT 20
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
        return read(FIND, receipt)
                .chain(found -> found.isEmpty() || !isWithoutPhone(found.getFirst())
                        ? Uni.createFrom().item(found.stream().findFirst())
                        : read(OF_SAME_ACCOUNT, receipt).map(all -> Optional.of(withPhone(found.getFirst(), all))));
    }

    private static boolean isWithoutPhone(PersonDetails person) {
        return person.phone().isEmpty() && !person.identity().isEmpty();
    }

    /** A customer tells the number once, in a report of any day. */
    private static PersonDetails withPhone(PersonDetails person, List<PersonDetails> ofSameAccount) {
        return ofSameAccount.stream()
                .filter(one -> one.identity().equals(person.identity()))
                .map(PersonDetails::phone)
                .filter(phone -> !phone.isEmpty())
                .findFirst()
                .map(phone -> new PersonDetails(person.identity(), person.name(), phone))
                .orElse(person);
    }

    private Uni<List<PersonDetails>> read(String sql, ReceiptNo receipt) {
        return pool.preparedQuery(sql)
                .execute(Tuple.of(receipt.digits()))
                .onFailure()
                .transform(PgErrors::translate)
                .map(rows -> {
                    List<PersonDetails> persons = new ArrayList<>();
                    for (Row row : rows) {
                        persons.add(columnEncryption.person(
                                row.getBuffer("ciphertext").getBytes()));
                    }
                    return persons;
                });
    }
}
