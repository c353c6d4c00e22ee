package lianhu.adapters.roster;

import io.vertx.core.buffer.Buffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.core.area.AreaCode;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.roster.Contact;
import lianhu.core.routing.Department;

/** The departments of a database that no gateway has loaded, with the contacts that were imported or entered at the desk. */
public final class StoredDepartments {
    private static final String SELECT = "SELECT id, name, type, area, contact FROM department ORDER BY id";

    /** Empty before the first start. A contact that cannot be decrypted has neither telephone nor account. */
    public static List<Department> read(Connection connection, FieldEncryption fieldEncryption) throws SQLException {
        List<Department> departments = new ArrayList<>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(SELECT)) {
            while (rows.next()) {
                Contact contact = ContactColumn.readOrUnreadable(Buffer.buffer(rows.getBytes(5)), fieldEncryption);
                departments.add(new Department(
                        rows.getString(1),
                        rows.getString(2),
                        OwnerType.valueOf(rows.getString(3)),
                        new AreaCode(rows.getString(4)),
                        contact.phone(),
                        contact.userId()));
            }
        }
        return departments;
    }

    private StoredDepartments() {}
}
