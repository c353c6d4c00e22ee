package lianhu.adapters.store.personsearch;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.StreamSupport;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.adapters.sql.ColumnEncryption;
import lianhu.adapters.sql.PgErrors;
import lianhu.adapters.sql.PgTimestamps;
import lianhu.core.personsearch.PersonSearch;
import lianhu.core.personsearch.PersonSearches;
import lianhu.core.personsearch.SearchReason;
import org.jspecify.annotations.Nullable;

/** Searches in {@code person_search}: whom they were for is a keyed hash, and the words are encrypted. */
@ApplicationScoped
public class PgPersonSearches implements PersonSearches {
    private static final String STORE = """
            INSERT INTO person_search (login, name, is_number, term_hash, reason, words, at)
            SELECT $1, $2, $3, $4, $5, $6, $7
            WHERE (SELECT count(*) FROM person_search WHERE login = $1 AND at > $7::timestamptz - interval '1 hour') < $8""";

    private static final String RECENT =
            "SELECT name, is_number, reason, words, at FROM person_search ORDER BY at DESC, id DESC LIMIT $1";

    private final Pool pool;
    private final FieldEncryption fieldEncryption;
    private final ColumnEncryption columnEncryption;

    public PgPersonSearches(Pool pool, FieldEncryption fieldEncryption) {
        this.pool = pool;
        this.fieldEncryption = fieldEncryption;
        this.columnEncryption = new ColumnEncryption(fieldEncryption);
    }

    @Override
    public Uni<Boolean> store(PersonSearch search) {
        Tuple values = Tuple.tuple()
                .addString(search.login())
                .addString(search.name())
                .addBoolean(search.isNumber())
                .addValue(Buffer.buffer(fieldEncryption.keyedHash(search.lookupKey())))
                .addString(search.reason().name())
                .addValue(search.words().isEmpty() ? null : Buffer.buffer(fieldEncryption.encrypt(search.words())))
                .addOffsetDateTime(PgTimestamps.toOffsetDateTime(search.at()))
                .addLong((long) PersonSearch.MOST_IN_AN_HOUR);
        return run(STORE, values).map(rows -> rows.rowCount() == 1);
    }

    @Override
    public Uni<List<Searched>> recent(int limit) {
        return run(RECENT, Tuple.of(limit))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(this::searched)
                        .toList());
    }

    private Searched searched(Row row) {
        @Nullable Buffer words = row.get(Buffer.class, "words");
        return new Searched(
                row.getString("name"),
                row.getBoolean("is_number"),
                SearchReason.valueOf(row.getString("reason")),
                words == null ? "" : columnEncryption.title(words.getBytes()),
                row.getOffsetDateTime("at").toInstant());
    }

    private Uni<RowSet<Row>> run(String sql, Tuple values) {
        return pool.preparedQuery(sql).execute(values).onFailure().transform(PgErrors::translate);
    }
}
