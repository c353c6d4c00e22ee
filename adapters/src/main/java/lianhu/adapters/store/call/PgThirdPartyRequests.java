package lianhu.adapters.store.call;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.adapters.sql.ColumnEncryption;
import lianhu.adapters.sql.PgErrors;
import lianhu.adapters.sql.PgTimestamps;
import lianhu.core.call.ThirdPartyRequest;
import lianhu.core.call.ThirdPartyRequests;

/** Requests in {@code third_party_request}. */
@ApplicationScoped
public class PgThirdPartyRequests implements ThirdPartyRequests {
    private static final String REQUEST = """
            INSERT INTO third_party_request (call_id, number, requested_at)
            SELECT c.id, $2, $3 FROM phone_agent a JOIN phone_call c ON c.id = a.call_id
            WHERE a.login = $1 AND c.step = 'TALK'""";

    private static final String TAKE = """
            DELETE FROM third_party_request r USING phone_call c WHERE c.id = r.call_id AND c.owner = $1
            RETURNING r.id, r.call_id, r.number, r.requested_at""";

    private final Pool pool;
    private final FieldEncryption fieldEncryption;
    private final ColumnEncryption columnEncryption;

    public PgThirdPartyRequests(Pool pool, FieldEncryption fieldEncryption) {
        this.pool = pool;
        this.fieldEncryption = fieldEncryption;
        this.columnEncryption = new ColumnEncryption(fieldEncryption);
    }

    @Override
    public Uni<Boolean> request(String login, String number, Instant at) {
        Tuple values =
                Tuple.of(login, Buffer.buffer(fieldEncryption.encrypt(number)), PgTimestamps.toOffsetDateTime(at));
        return pool.preparedQuery(REQUEST)
                .execute(values)
                .onFailure()
                .transform(PgErrors::translate)
                .map(rows -> rows.rowCount() == 1);
    }

    @Override
    public Uni<List<ThirdPartyRequest>> take(String owner, Instant now) {
        return pool.preparedQuery(TAKE)
                .execute(Tuple.of(owner))
                .onFailure()
                .transform(PgErrors::translate)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .filter(row -> row.getOffsetDateTime("requested_at")
                                .toInstant()
                                .plus(LIFETIME)
                                .isAfter(now))
                        .map(row -> columnEncryption.readable(() -> read(row)))
                        .flatMap(Optional::stream)
                        .sorted(Comparator.comparingLong(ThirdPartyRequest::id))
                        .toList());
    }

    private ThirdPartyRequest read(Row row) {
        return new ThirdPartyRequest(
                row.getLong("id"),
                row.getString("call_id"),
                fieldEncryption.decrypt(row.getBuffer("number").getBytes()));
    }
}
