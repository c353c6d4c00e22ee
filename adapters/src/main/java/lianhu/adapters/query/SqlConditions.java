package lianhu.adapters.query;

import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

/** The conditions of a query over {@code ticket t}, with their parameters. */
final class SqlConditions {
    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    /** Adds a parameter and returns its placeholder. */
    String bind(Object value) {
        values.add(value);
        return "$" + values.size();
    }

    SqlConditions and(String condition) {
        conditions.add("(" + condition + ")");
        return this;
    }

    SqlConditions copy() {
        SqlConditions copy = new SqlConditions();
        copy.conditions.addAll(conditions);
        copy.values.addAll(values);
        return copy;
    }

    Tuple tuple() {
        return Tuple.tuple(values);
    }

    /** All conditions as one expression. */
    String expression() {
        return conditions.isEmpty() ? "true" : String.join(" AND ", conditions);
    }

    @Override
    public String toString() {
        return conditions.isEmpty() ? "" : " WHERE " + expression();
    }
}
