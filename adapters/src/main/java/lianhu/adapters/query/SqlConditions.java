package lianhu.adapters.query;

import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

/** The conditions of a query, with their parameters. */
final class SqlConditions {
    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values;

    SqlConditions() {
        this(new ArrayList<>());
    }

    private SqlConditions(List<Object> values) {
        this.values = values;
    }

    /** Adds a parameter and returns its placeholder. */
    String bind(Object value) {
        values.add(value);
        return "$" + values.size();
    }

    SqlConditions and(String condition) {
        conditions.add("(" + condition + ")");
        return this;
    }

    /** No conditions yet, for a subquery: its parameters are numbered with those of this query. */
    SqlConditions subquery() {
        return new SqlConditions(values);
    }

    boolean isEmpty() {
        return conditions.isEmpty();
    }

    SqlConditions copy() {
        SqlConditions copy = new SqlConditions(new ArrayList<>(values));
        copy.conditions.addAll(conditions);
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
