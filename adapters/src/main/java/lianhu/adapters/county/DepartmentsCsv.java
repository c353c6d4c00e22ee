package lianhu.adapters.county;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lianhu.core.area.Area;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Level;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.routing.Department;

/** Reads {@code departments.csv}. */
final class DepartmentsCsv {
    /** The id of a department of one county, township or village: {@code water-520402}. */
    private static final Pattern LOCAL = Pattern.compile("\\A.*-(\\d{6}|\\d{9}|\\d{12})");

    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{1,40}");

    /** The types in the file; a chamber belongs to its federation and acts like a department. */
    private enum DepartmentType {
        CENTRE(OwnerType.CENTRE),
        DEPARTMENT(OwnerType.DEPARTMENT),
        CHAMBER(OwnerType.DEPARTMENT),
        TEAM(OwnerType.TEAM),
        VENDOR(OwnerType.VENDOR),
        PLATFORM(OwnerType.PLATFORM),
        DESK(OwnerType.DESK);

        private final OwnerType owner;

        DepartmentType(OwnerType owner) {
            this.owner = owner;
        }
    }

    static List<Department> read(
            String file, String text, List<Area> areas, Optional<CountyProfile> profile, ConfigErrors configErrors) {
        List<String> platforms = profile.map(CountyProfile::platforms).orElse(List.of());
        List<Department> departments = new ArrayList<>();
        Set<AreaCode> codes = AreasCsv.codes(areas);
        Set<String> ids = new HashSet<>();
        for (CsvRow csvRow :
                CsvReader.read(file, text, configErrors, "id", "name", "type", "area", "phone", "userid")) {
            department(csvRow, codes).ifPresent(department -> {
                if (!ids.add(department.id())) {
                    csvRow.error("代号“" + department.id() + "”写了两次");
                }
                departments.add(department);
            });
        }
        for (String id : List.of(Department.DESK, Department.DUTY)) {
            if (!ids.contains(id)) {
                configErrors.add(file, 1, "缺少“" + id + "”这一行：受理台（desk）和值班室（duty）必须有");
            }
        }
        for (Area area : areas) {
            boolean isTownship =
                    area.code().level() == Level.TOWNSHIP && !area.code().isAway();
            List<String> missing = platforms.stream()
                    .map(platform -> platform + "-" + area.code())
                    .filter(id -> isTownship && !ids.contains(id))
                    .toList();
            if (!missing.isEmpty()) {
                configErrors.warn(file, 1, area.name() + "没有平台 " + String.join("、", missing) + "，它们的事会到受理台");
            }
        }
        return departments;
    }

    private static Optional<Department> department(CsvRow csvRow, Set<AreaCode> codes) {
        String id = csvRow.required("id");
        String name = csvRow.required("name");
        Optional<DepartmentType> departmentType = csvRow.enumValue("type", DepartmentType.class);
        Optional<AreaCode> area = csvRow.as("area", AreaCode::new);
        if (!id.isEmpty() && !ID.matcher(id).matches()) {
            csvRow.error("代号“" + id + "”不对：小写字母开头，只能有小写字母、数字和短横");
        }
        if (area.isPresent() && !codes.contains(area.get())) {
            csvRow.error("areas.csv 里没有 " + area.get());
        }
        Matcher local = LOCAL.matcher(id);
        if (area.isPresent()
                && local.matches()
                && !local.group(1).equals(area.get().value())) {
            csvRow.error("代号“" + id + "”和 area“" + area.get() + "”对不上：带编码的代号只管那一处");
        }
        if (departmentType.isPresent() && id.equals(Department.DESK) != (departmentType.get() == DepartmentType.DESK)) {
            csvRow.error("受理台的代号是 desk、类型是 DESK，别的单位都不能用");
        }
        return departmentType.isEmpty() || area.isEmpty()
                ? Optional.empty()
                : Optional.of(new Department(
                        id, name, departmentType.get().owner, area.get(), csvRow.text("phone"), csvRow.text("userid")));
    }

    private DepartmentsCsv() {}
}
