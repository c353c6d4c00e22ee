package lianhu.adapters.store.customergroup;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.stream.StreamSupport;
import lianhu.core.area.AreaCode;
import lianhu.core.customergroup.JoinWayRepository;
import lianhu.core.customergroup.JoinWays.JoinWay;

/** Stores the join codes of customer groups. */
@ApplicationScoped
class PgJoinWays implements JoinWayRepository {
    private static final String FIND = "SELECT id, qr_code FROM join_way WHERE area = $1 AND chat = $2";
    private static final String UPSERT = "INSERT INTO join_way (id, area, chat, qr_code) VALUES ($1, $2, $3, $4) "
            + "ON CONFLICT (area, chat) DO UPDATE SET id = excluded.id, qr_code = excluded.qr_code, created_at = now()";

    private final Pool pool;

    PgJoinWays(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<Optional<JoinWay>> find(AreaCode unit, String chat) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(unit.value(), chat))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new JoinWay(row.getString("id"), row.getString("qr_code"), unit, chat))
                        .findFirst());
    }

    @Override
    public Uni<Void> save(JoinWay joinWay) {
        return pool.preparedQuery(UPSERT)
                .execute(Tuple.of(joinWay.id(), joinWay.unit().value(), joinWay.chat(), joinWay.qrCode()))
                .replaceWithVoid();
    }
}
