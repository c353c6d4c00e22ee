package lianhu.adapters.sql;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Creates a pool that caches every prepared statement but those that ask to be planned each time. By default Vert.x caches no statement longer than 2,048
 * characters; the intake's statement is longer, and parsing and planning it for each batch costs ten times the write.
 */
@Singleton
public final class PreparedStatementPools implements PgPoolCreator {
    /**
     * The beginning of a statement whose best plan depends on its parameters, such as a search for a rare or a common word: after
     * five executions of a cached statement PostgreSQL may keep one plan for all of them.
     */
    public static final String PLANNED_EACH_TIME = "/* planned each time */ ";

    @Override
    public Pool create(Input input) {
        input.pgConnectOptionsList()
                .forEach(options ->
                        options.setPreparedStatementCacheSqlFilter(sql -> !sql.startsWith(PLANNED_EACH_TIME)));
        return PgBuilder.pool()
                .with(input.poolOptions())
                .connectingTo(List.<SqlConnectOptions>copyOf(input.pgConnectOptionsList()))
                .using(input.vertx())
                .build();
    }
}
