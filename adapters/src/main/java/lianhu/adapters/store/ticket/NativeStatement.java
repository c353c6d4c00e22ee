package lianhu.adapters.store.ticket;

import io.smallrye.mutiny.Uni;
import java.util.Map;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Runs a statement that Hibernate does not generate. The statement ends in {@code RETURNING}, so that it runs as a query:
 * Hibernate Reactive 3.2 never finishes the clean-up that {@code executeUpdate()} registers, and warns for each session.
 */
final class NativeStatement {
    /** @return whether a row was written */
    static Uni<Boolean> run(Mutiny.Session session, String sql, Map<String, Object> parameters) {
        Mutiny.SelectionQuery<Object> query = session.createNativeQuery(sql, Object.class);
        parameters.forEach(query::setParameter);
        return query.getResultList().map(rows -> !rows.isEmpty());
    }

    private NativeStatement() {}
}
