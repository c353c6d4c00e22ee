package lianhu.adapters.county;

import java.text.Normalizer;
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

/** Reads {@code areas.csv}: every ancestor stands before its children. */
final class AreaSheet {
    private static final int FIRST_DEDICATED = 901;

    /** Seen in published lists of divisions: the name is then not found by those who type the usual character. */
    private static final Map<String, String> VARIANTS =
            Map.of("蔵", "藏", "戸", "户", "峯", "峰", "邨", "村", "溝", "沟", "郷", "乡", "灣", "湾", "鎮", "镇", "裏", "里");

    private final Set<AreaCode> known = new HashSet<>();
    private final Map<String, Integer> named = new HashMap<>();
    private final List<Area> areas = new ArrayList<>();

    static List<Area> read(String file, String text, Optional<AreaCode> county, Faults faults) {
        AreaSheet sheet = new AreaSheet();
        CsvSheet.read(file, text, faults, "code", "name", "kind", "seat").forEach(row -> sheet.add(row, county));
        if (county.isPresent() && !sheet.known.contains(county.get())) {
            faults.add(file, 1, "没有县本身（" + county.get() + "）这一行");
        }
        return sheet.areas;
    }

    static Set<AreaCode> codes(List<Area> areas) {
        return areas.stream().map(Area::code).collect(Collectors.toSet());
    }

    private void add(Row row, Optional<AreaCode> county) {
        Optional<AreaCode> read = row.as("code", AreaCode::new);
        Optional<Area.Kind> kind = row.word("kind", Area.Kind.class);
        String name = row.needed("name");
        if (read.isEmpty()) {
            return;
        }
        AreaCode code = read.get();
        if (!known.add(code)) {
            row.fault("编码 " + code + " 写了两次");
            return;
        }
        place(row, code, county);
        kind.ifPresent(is -> kind(row, code, is));
        name(row, code, name);
        areas.add(new Area(code, name, kind.orElse(Area.Kind.COMMON), row.text("seat")));
    }

    private void place(Row row, AreaCode code, Optional<AreaCode> county) {
        if (!code.reaches(Level.COUNTY) || code.reaches(Level.HOUSEHOLD)) {
            row.fault("编码 " + code + " 不该在这里：从县写到联户单元");
        } else if (county.isPresent() && !county.get().contains(code)) {
            row.fault("编码 " + code + " 不在本县：应以 " + county.get() + " 开头");
        } else if (code.level() != Level.COUNTY && !known.contains(code.parent().orElseThrow())) {
            row.fault("编码 " + code + " 的上一级 " + code.parent().orElseThrow() + " 还没有：上级要写在前面");
        }
    }

    private static void kind(Row row, AreaCode code, Area.Kind kind) {
        if (code.isAway() != (kind == Area.Kind.AWAY)) {
            row.fault(code.isAway() ? "乡镇段是 901，kind 应是 AWAY" : "kind 是 AWAY 的，乡镇段应是 901");
        }
        boolean isDedicated = code.level() == Level.GRID
                && Integer.parseInt(code.value().substring(12)) >= FIRST_DEDICATED
                && !code.isAway();
        if (code.level() == Level.GRID && isDedicated != (kind == Area.Kind.DEDICATED)) {
            row.fault(isDedicated ? "网格段是 901–999，kind 应是 DEDICATED" : "kind 是 DEDICATED 的，网格段应是 901–999");
        }
        String seat = row.text("seat");
        if (!seat.isEmpty() && (kind != Area.Kind.AWAY || !seat.matches("\\d{6}"))) {
            row.fault("seat“" + seat + "”不对：只有域外的才写，是所在地的 6 位行政区划代码");
        }
    }

    private void name(Row row, AreaCode code, String name) {
        String under = code.parent().map(AreaCode::value).orElse("") + "/" + name;
        Integer before = named.putIfAbsent(under, row.line());
        if (before != null) {
            row.warn("“" + name + "”和第 " + before + " 行同名，上级也相同，分不清");
        }
        for (int i = 0; i < name.length(); i++) {
            String written = name.substring(i, i + 1);
            String usual = usual(written);
            if (!usual.equals(written)) {
                row.warn("“" + name + "”里的“" + written + "”是异体字，多半应是“" + usual + "”");
            }
        }
    }

    /** Full-width letters, radicals and compatibility forms look the same and are found by nobody. */
    private static String usual(String written) {
        return Character.isLetterOrDigit(written.charAt(0))
                ? VARIANTS.getOrDefault(written, Normalizer.normalize(written, Normalizer.Form.NFKC))
                : written;
    }
}
