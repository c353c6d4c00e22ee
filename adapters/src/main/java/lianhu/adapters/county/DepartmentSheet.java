package lianhu.adapters.county;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import lianhu.core.area.Area;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Level;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.routing.Department;

/** Reads {@code departments.csv}. */
final class DepartmentSheet {
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{1,40}");

    /** As the sheet says it; a chamber is led by its federation and acts like a department. */
    private enum Type {
        CENTRE(OwnerType.CENTRE),
        DEPARTMENT(OwnerType.DEPARTMENT),
        CHAMBER(OwnerType.DEPARTMENT),
        TEAM(OwnerType.TEAM),
        VENDOR(OwnerType.VENDOR),
        PLATFORM(OwnerType.PLATFORM),
        DESK(OwnerType.DESK);

        private final OwnerType owner;

        Type(OwnerType owner) {
            this.owner = owner;
        }
    }

    static List<Department> read(
            String file, String text, List<Area> areas, Optional<CountyProfile> profile, Faults faults) {
        List<String> platforms = profile.map(CountyProfile::platforms).orElse(List.of());
        List<Department> departments = new ArrayList<>();
        Set<AreaCode> codes = AreaSheet.codes(areas);
        Set<String> ids = new HashSet<>();
        for (Row row : CsvSheet.read(file, text, faults, "id", "name", "type", "area", "phone", "userid")) {
            department(row, codes).ifPresent(department -> {
                if (!ids.add(department.id())) {
                    row.fault("代号“" + department.id() + "”写了两次");
                }
                departments.add(department);
            });
        }
        for (String id : List.of(Department.DESK, Department.DUTY)) {
            if (!ids.contains(id)) {
                faults.add(file, 1, "缺少“" + id + "”这一行：受理台（desk）和值班室（duty）必须有");
            }
        }
        for (Area area : areas) {
            boolean isTownship =
                    area.code().level() == Level.TOWNSHIP && !area.code().isAway();
            for (String platform : isTownship ? platforms : List.<String>of()) {
                if (!ids.contains(platform + "-" + area.code())) {
                    faults.warn(file, 1, area.name() + "没有平台“" + platform + "-" + area.code() + "”，它的事会到受理台");
                }
            }
        }
        return departments;
    }

    private static Optional<Department> department(Row row, Set<AreaCode> codes) {
        String id = row.needed("id");
        String name = row.needed("name");
        Optional<Type> type = row.word("type", Type.class);
        Optional<AreaCode> area = row.as("area", AreaCode::new);
        if (!id.isEmpty() && !ID.matcher(id).matches()) {
            row.fault("代号“" + id + "”不对：小写字母开头，只能有小写字母、数字和短横");
        }
        if (area.isPresent() && !codes.contains(area.get())) {
            row.fault("areas.csv 里没有 " + area.get());
        }
        if (type.isPresent() && id.equals(Department.DESK) != (type.get() == Type.DESK)) {
            row.fault("受理台的代号是 desk、类型是 DESK，别的单位都不能用");
        }
        return type.isEmpty() || area.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Department(id, name, type.get().owner, area.get(), row.text("phone"), row.text("userid")));
    }

    private DepartmentSheet() {}
}
