package lianhu.adapters.roster;

import io.vertx.core.buffer.Buffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import lianhu.adapters.county.RoleTitles;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.core.area.Area;
import lianhu.core.area.AreaCode;
import lianhu.core.area.AreaTree;
import lianhu.core.roster.Role;

/** Rows of the roster whose encrypted contact cannot be read: damage, or another key. Each is named by what it is a contact of. */
public final class UnreadableContacts {
    /** A condition on rows of {@code post}: somebody who left long ago is missed by nobody. */
    static final String IS_HELD = "(until_day IS NULL OR until_day >= current_date)";

    private static final String POSTS =
            "SELECT p.contact, coalesce(a.name, p.area), p.role, p.area FROM post p LEFT JOIN area a ON a.code ="
                    + " p.area WHERE " + IS_HELD + " ORDER BY p.id";
    private static final String DEPARTMENTS = "SELECT contact, name FROM department ORDER BY id";

    private final AreaTree areas;
    private final RoleTitles roleTitles;
    private final List<String> labels = new ArrayList<>();
    private int count;

    UnreadableContacts(List<Area> areas, RoleTitles roleTitles) {
        this.areas = new AreaTree(areas);
        this.roleTitles = roleTitles;
    }

    /** @param isHeld false for a former holder, who is counted and not named */
    void addPost(AreaCode area, Role role, boolean isHeld) {
        count++;
        if (isHeld) {
            labels.add(areas.displayName(area) + roleTitles.of(role, area));
        }
    }

    void addDepartment(String name) {
        count++;
        labels.add(name);
    }

    void addGroup(String name) {
        labels.add("群“" + name + "”");
    }

    /** Posts and departments, with former holders. */
    int count() {
        return count;
    }

    List<String> labels() {
        return labels;
    }

    /** Reads the contacts of a database that no gateway has loaded. */
    public static List<String> find(Connection connection, FieldEncryption fieldEncryption) throws SQLException {
        List<String> labels = new ArrayList<>();
        try (var statement = connection.createStatement()) {
            try (var rows = statement.executeQuery(POSTS)) {
                while (rows.next()) {
                    if (isUnreadable(rows.getBytes(1), fieldEncryption)) {
                        labels.add(rows.getString(2)
                                + RoleTitles.DEFAULT.of(
                                        Role.valueOf(rows.getString(3)), new AreaCode(rows.getString(4))));
                    }
                }
            }
            try (var rows = statement.executeQuery(DEPARTMENTS)) {
                while (rows.next()) {
                    if (isUnreadable(rows.getBytes(1), fieldEncryption)) {
                        labels.add(rows.getString(2));
                    }
                }
            }
        }
        return labels;
    }

    private static boolean isUnreadable(byte[] contact, FieldEncryption fieldEncryption) {
        return ContactColumn.read(Buffer.buffer(contact), fieldEncryption).isEmpty();
    }
}
