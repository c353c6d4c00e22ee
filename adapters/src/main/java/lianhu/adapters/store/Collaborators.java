package lianhu.adapters.store;

import lianhu.adapters.sql.RoutingJson;

/** The rows of {@code ticket_collaborator} of one ticket as one JSON text, which {@link RoutingJson#owners} reads. */
public final class Collaborators {
    private static final String SELECT = "(select coalesce(cast(json_agg(json_build_object("
            + "'type', c.type, 'id', c.id, 'name', c.name) order by c.position) as text), '[]')"
            + " from ticket_collaborator c where c.ticket_no = ";

    /** The expression for a query over {@code ticket t}. */
    public static final String OF_T = SELECT + "t.no)";

    /** The expression for a Hibernate formula of the table {@code ticket}, where the table has no alias. */
    public static final String OF_THIS = SELECT + "no)";

    public static final String DELETE = "DELETE FROM ticket_collaborator WHERE ticket_no = :no RETURNING position";

    /** The owners are sent as text, because the client would encode a parameter of type json as a JSON string. */
    public static final String INSERT = """
            INSERT INTO ticket_collaborator (ticket_no, position, type, id, name)
            SELECT :no, position - 1, owner ->> 'type', owner ->> 'id', owner ->> 'name'
            FROM json_array_elements(cast(cast(:owners as text) as json)) WITH ORDINALITY AS i(owner, position)
            RETURNING position""";

    private Collaborators() {}
}
