package lianhu.adapters.roster;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import lianhu.adapters.sql.PgErrors;
import lianhu.core.roster.AccountOrigins;

/** Reads who made accounts and keys. An account stores its maker as a person, a key the bare id of the key that made it. */
@ApplicationScoped
class PgAccountOrigins implements AccountOrigins {
    private static final String MAKERS = """
            SELECT 'desk:' || login AS identity, created_by AS maker FROM staff_account
            WHERE created_by <> '' AND 'desk:' || login = ANY($1::text[])
            UNION ALL
            SELECT 'api:' || id, 'api:' || created_by FROM api_key
            WHERE created_by <> '' AND 'api:' || id = ANY($1::text[])""";

    private final Pool pool;

    PgAccountOrigins(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<Map<String, String>> makers(Set<String> identities) {
        return pool.preparedQuery(MAKERS)
                .execute(Tuple.of((Object) identities.toArray(String[]::new)))
                .onFailure()
                .transform(PgErrors::translate)
                .map(rows -> {
                    Map<String, String> makers = new HashMap<>();
                    rows.forEach(row -> makers.put(row.getString("identity"), row.getString("maker")));
                    return makers;
                });
    }
}
