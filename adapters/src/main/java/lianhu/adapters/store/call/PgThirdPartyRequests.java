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
import lianhu.core.call.AgentClaims;
import lianhu.core.call.ThirdPartyRequest;
import lianhu.core.call.ThirdPartyRequests;

/** Requests in {@code third_party_request}. */
@ApplicationScoped
public class PgThirdPartyRequests implements ThirdPartyRequests {
    private static final String REQUEST = """
            INSERT INTO third_party_request (call_id, number, requested_at)
            SELECT c.id, $2, $3 FROM phone_agent a JOIN phone_call c ON c.id = a.call_id
            WHERE a.login = $1 AND NOT a.is_colleague AND c.step = 'TALK'""";

    /** The colleague is reserved later; one whom a caller gets before is not called, and the talk goes on as it was. */
    private static final String REQUEST_COLLEAGUE = """
            WITH agent AS MATERIALIZED (%s)
            INSERT INTO third_party_request (call_id, colleague, requested_at)
            SELECT c.id, colleague.login, $1 FROM agent own JOIN phone_call c ON c.id = own.call_id, agent colleague
            WHERE own.login = $3 AND NOT own.is_colleague AND own.third_party = 'NONE' AND c.step = 'TALK'
              AND colleague.login = $4 AND colleague.state = 'READY'""".formatted(PgAgents.AGENTS);

    private static final String TAKE = """
            DELETE FROM third_party_request r USING phone_call c WHERE c.id = r.call_id AND c.owner = $1
            RETURNING r.id, r.call_id, r.number, r.colleague, r.requested_at""";

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
    public Uni<Boolean> requestColleague(String login, String colleague, Instant at) {
        Tuple values = Tuple.of(PgTimestamps.toOffsetDateTime(at), AgentClaims.WRAP_UP.toSeconds(), login, colleague);
        return pool.preparedQuery(REQUEST_COLLEAGUE)
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
        long id = row.getLong("id");
        String call = row.getString("call_id");
        String colleague = row.getString("colleague");
        return colleague == null
                ? new ThirdPartyRequest.ByNumber(
                        id,
                        call,
                        fieldEncryption.decrypt(row.getBuffer("number").getBytes()))
                : new ThirdPartyRequest.Colleague(id, call, colleague);
    }
}
