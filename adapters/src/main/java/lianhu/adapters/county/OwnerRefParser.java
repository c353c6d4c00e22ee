package lianhu.adapters.county;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lianhu.core.catalogue.OwnerRef;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.routing.Department;

/** Parses the owners that a catalogue may name. */
final class OwnerRefParser {
    private final Set<String> departments = new HashSet<>();
    private final Set<String> platforms = new HashSet<>();

    OwnerRefParser(List<Department> known) {
        for (Department department : known) {
            departments.add(department.id());
            String local = "-" + department.area();
            if (department.id().endsWith(local)) {
                departments.add(department.id().substring(0, department.id().length() - local.length()));
            }
            int dash = department.id().indexOf('-');
            if (department.type() == OwnerType.PLATFORM && dash > 0) {
                platforms.add(department.id().substring(0, dash));
            }
        }
    }

    /** @throws IllegalArgumentException with a sentence for the error report when the text names no owner */
    OwnerRef parse(String text) {
        OwnerRef ownerRef = switch (text) {
            case "GRID", "VILLAGE", "TOWNSHIP", "DESK" -> OwnerRef.parse(text);
            default ->
                text.startsWith("PLATFORM:") || text.startsWith("DEPARTMENT:") ? OwnerRef.parse(text) : unknown(text);
        };
        if (ownerRef.type() == OwnerType.DEPARTMENT && !departments.contains(ownerRef.id())) {
            throw new IllegalArgumentException("承办“" + text + "”不在 departments.csv 里");
        }
        if (ownerRef.type() == OwnerType.PLATFORM && !platforms.contains(ownerRef.id())) {
            throw new IllegalArgumentException("承办“" + text + "”：departments.csv 里没有哪个乡镇有“" + ownerRef.id() + "-…”平台");
        }
        return ownerRef;
    }

    private static OwnerRef unknown(String text) {
        throw new IllegalArgumentException(
                "不认识的承办“" + text + "”：应是 GRID、VILLAGE、TOWNSHIP、PLATFORM:bm、DEPARTMENT:代号 或 DESK");
    }
}
