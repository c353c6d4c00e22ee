package lianhu.adapters.county;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lianhu.core.area.Area;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Level;
import lianhu.core.area.TextFolding;

/** Reads {@code areas.csv}; every parent must come before its children. */
final class AreasCsv {
    private final Set<AreaCode> known = new HashSet<>();
    private final Map<String, Integer> named = new HashMap<>();
    private final List<Area> areas = new ArrayList<>();

    static List<Area> read(String file, String text, Optional<CountyProfile> profile, ConfigErrors configErrors) {
        AreasCsv areasCsv = new AreasCsv();
        Optional<AreaCode> county = profile.map(CountyProfile::code);
        CsvReader.read(file, text, configErrors, List.of("code", "name", "kind", "seat"), "households")
                .forEach(csvRow -> areasCsv.addRow(csvRow, county, profile));
        if (county.isPresent() && !areasCsv.known.contains(county.get())) {
            configErrors.add(file, 1, "没有县本身（" + county.get() + "）这一行");
        }
        return areasCsv.areas;
    }

    static Set<AreaCode> codes(List<Area> areas) {
        return areas.stream().map(Area::code).collect(Collectors.toSet());
    }

    private void addRow(CsvRow csvRow, Optional<AreaCode> county, Optional<CountyProfile> profile) {
        Optional<AreaCode> read = csvRow.as("code", AreaCode::new);
        Optional<Area.Kind> kind = csvRow.enumValue("kind", Area.Kind.class);
        String name = csvRow.required("name");
        if (read.isEmpty()) {
            return;
        }
        AreaCode code = read.get();
        if (!known.add(code)) {
            csvRow.error("编码 " + code + " 写了两次");
            return;
        }
        place(csvRow, code, county);
        kind.ifPresent(is -> kind(csvRow, code, is));
        name(csvRow, code, name);
        csvRow.count("households").ifPresent(households -> checkSize(csvRow, code, name, households, profile));
        areas.add(new Area(code, name, kind.orElse(Area.Kind.COMMON), csvRow.text("seat")));
    }

    private void place(CsvRow csvRow, AreaCode code, Optional<AreaCode> county) {
        boolean isTop = county.filter(code::equals).isPresent();
        if (!code.isAtOrBelow(Level.COUNTY) && !isTop || code.isAtOrBelow(Level.HOUSEHOLD)) {
            csvRow.error("编码 " + code + " 不该在这里：从县写到联户单元");
        } else if (county.isPresent() && !county.get().contains(code)) {
            csvRow.error("编码 " + code + " 不在本县：应以 " + county.get() + " 开头");
        } else if (!isTop && code.parent().filter(known::contains).isEmpty()) {
            csvRow.error("编码 " + code + " 的上一级 " + code.parent().orElseThrow() + " 还没有：上级要写在前面");
        }
    }

    private static void kind(CsvRow csvRow, AreaCode code, Area.Kind kind) {
        if (code.isAway() != (kind == Area.Kind.AWAY)) {
            csvRow.error(code.isAway() ? "乡镇段是 901，kind 应是 AWAY" : "kind 是 AWAY 的，乡镇段应是 901");
        }
        boolean isDedicated = code.level() == Level.GRID && Area.Kind.of(code) == Area.Kind.DEDICATED;
        if (code.level() == Level.GRID && isDedicated != (kind == Area.Kind.DEDICATED)) {
            csvRow.error(isDedicated ? "网格段是 901–999，kind 应是 DEDICATED" : "kind 是 DEDICATED 的，网格段应是 901–999");
        }
        String seat = csvRow.text("seat");
        if (!seat.isEmpty() && (kind != Area.Kind.AWAY || !seat.matches("\\d{6}"))) {
            csvRow.error("seat“" + seat + "”不对：只有域外的才写，是所在地的 6 位行政区划代码");
        }
    }

    private void name(CsvRow csvRow, AreaCode code, String name) {
        String under = code.parent().map(AreaCode::value).orElse("") + "/" + name;
        Integer before = named.putIfAbsent(under, csvRow.line());
        if (before != null) {
            csvRow.warn("“" + name + "”和第 " + before + " 行同名，上级也相同，分不清");
        }
        for (int i = 0; i < name.length(); i++) {
            String written = name.substring(i, i + 1);
            String usual = TextFolding.canonical(written);
            if (!usual.equals(written)) {
                csvRow.warn("“" + name + "”里的“" + written + "”是异体字，多半应是“" + usual + "”");
            }
        }
    }

    private static void checkSize(
            CsvRow csvRow, AreaCode code, String name, int households, Optional<CountyProfile> profile) {
        if (code.level() != Level.UNIT) {
            csvRow.error("households 只写在联户单元那一行");
            return;
        }
        profile.map(known -> known.staffingNormAt(code))
                .filter(staffingNorm -> !staffingNorm.units().contains(households))
                .ifPresent(staffingNorm -> csvRow.warn("“" + name + "”有 " + households + " 户，"
                        + staffingNorm.district() + "一个联户单元应是 "
                        + staffingNorm.units().describe() + " 户"));
    }
}
