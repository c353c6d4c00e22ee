package lianhu.adapters.store.ticket;

import io.smallrye.mutiny.Uni;
import java.util.Map;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Runs a statement that Hibernate does not generate. It ends in {@code RETURNING} and runs as a query: Hibernate Reactive up
 * to 3.2.2 leaves the clean-up of {@code executeUpdate()} undone and warns when the session closes.
 */
public final class NativeStatement {
    /** @return whether a row was written */
    public static Uni<Boolean> run(Mutiny.Session session, String sql, Map<String, Object> parameters) {
        Mutiny.SelectionQuery<Object> query = session.createNativeQuery(sql, Object.class);
        parameters.forEach(query::setParameter);
        return query.getResultList().map(rows -> !rows.isEmpty());
    }

    private NativeStatement() {}
}
