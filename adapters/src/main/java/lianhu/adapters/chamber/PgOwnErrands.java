package lianhu.adapters.chamber;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lianhu.adapters.vault.Vault;
import lianhu.core.Worklist;
import lianhu.core.Worklist.Own;
import lianhu.core.catalogue.Discretion;
import lianhu.core.people.Post;
import lianhu.core.report.Speaker;

/**
 * Errands by the keyed hash of who told them, at this grid's door only: what she has told elsewhere as a resident is not for
 * a page that is opened in a shop.
 */
@ApplicationScoped
class PgOwnErrands implements OwnErrands {
    private static final int MOST = 200;
    private static final String AT_THIS_DOOR = "SELECT receipt_no FROM report WHERE relayer = $1 AND door = $2";

    private final Pool pool;
    private final Vault vault;
    private final Worklist worklist;

    PgOwnErrands(Pool pool, Vault vault, Worklist worklist) {
        this.pool = pool;
        this.vault = vault;
        this.worklist = worklist;
    }

    @Override
    public Uni<List<Own>> of(Post contact) {
        Speaker speaker = Contact.speaker(contact);
        return pool.preparedQuery(AT_THIS_DOOR)
                .execute(Tuple.of(
                        Buffer.buffer(vault.hash(speaker.key())),
                        "chamber:" + Contact.grid(contact).value()))
                .map(PgOwnErrands::numbers)
                .chain(numbers -> worklist.ownOf(speaker, Optional.empty(), MOST)
                        .map(all -> all.stream()
                                .filter(own -> numbers.contains(own.receipt().digits()) && isForHer(own, contact))
                                .toList()));
    }

    private static Set<String> numbers(Iterable<Row> rows) {
        Set<String> numbers = new HashSet<>();
        rows.forEach(row -> numbers.add(row.getString("receipt_no")));
        return numbers;
    }

    private static boolean isForHer(Own own, Post contact) {
        return own.ticket().discretion() != Discretion.SEALED
                && own.ticket()
                        .route()
                        .recused()
                        .filter(area -> area.contains(contact.area()))
                        .isEmpty();
    }
}
