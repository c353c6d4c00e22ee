package lianhu.adapters.roster;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Optional;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.adapters.sql.ColumnEncryption;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.notice.AccountDirectory;
import lianhu.core.notice.Recipient;
import lianhu.core.report.ReceiptNo;
import lianhu.core.roster.Post;
import lianhu.core.roster.PostDirectory;
import lianhu.core.routing.Department;
import lianhu.core.routing.Departments;

/** Finds accounts of staff in the roster in memory, and accounts of reporters in the rows the intake encrypted. */
@ApplicationScoped
public class PgAccountDirectory implements AccountDirectory {
    private static final String REPORTER = """
            SELECT p.ciphertext FROM report r JOIN report_person p ON p.receipt_no = r.receipt_no AND p.role = 'REPORTER'
            WHERE r.receipt_no = $1 AND r.has_account""";

    private final PostDirectory postDirectory;
    private final Departments departments;
    private final Pool pool;
    private final ColumnEncryption columnEncryption;
    private final InstantSource clock;

    public PgAccountDirectory(
            PostDirectory postDirectory,
            Departments departments,
            Pool pool,
            FieldEncryption fieldEncryption,
            InstantSource clock) {
        this.postDirectory = postDirectory;
        this.departments = departments;
        this.pool = pool;
        this.columnEncryption = new ColumnEncryption(fieldEncryption);
        this.clock = clock;
    }

    @Override
    public Uni<Optional<String>> account(Recipient recipient) {
        return switch (recipient) {
            case Recipient.PostHolder postHolder ->
                nonEmpty(postDirectory
                        .find(postHolder.post())
                        .filter(post -> post.isHeldOn(DeadlinePolicy.localDate(clock.instant())))
                        .map(Post::userId));
            case Recipient.DepartmentContact departmentContact ->
                nonEmpty(departments.find(departmentContact.department()).map(Department::userId));
            case Recipient.Reporter reporter -> reporter(reporter.receipt());
            case Recipient.Group group -> nonEmpty(Optional.empty());
            case Recipient.PlainGroup plainGroup -> nonEmpty(Optional.empty());
        };
    }

    private Uni<Optional<String>> reporter(ReceiptNo receipt) {
        return pool.preparedQuery(REPORTER).execute(Tuple.of(receipt.digits())).map(rows -> {
            Optional<String> account = Optional.empty();
            for (Row row : rows) {
                account = Optional.of(columnEncryption
                        .person(row.getBuffer("ciphertext").getBytes())
                        .identity());
            }
            return account.filter(id -> !id.isEmpty());
        });
    }

    private static Uni<Optional<String>> nonEmpty(Optional<String> account) {
        return Uni.createFrom().item(account.filter(id -> !id.isEmpty()));
    }
}
