package lianhu.adapters.county;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import lianhu.core.area.Area;
import lianhu.core.catalogue.Category;

/** Reads {@code seats.csv}; a county without away grids has none. */
final class SeatSheet {
    static List<SeatLine> read(String file, String text, List<Area> areas, List<Category> categories, Faults faults) {
        Set<String> seats = areas.stream().map(Area::seat).collect(Collectors.toSet());
        Set<String> codes = categories.stream().map(Category::code).collect(Collectors.toSet());
        List<SeatLine> lines = new ArrayList<>();
        for (Row row : CsvSheet.read(file, text, faults, "seat", "city", "categories", "name", "number", "source")) {
            SeatLine line = new SeatLine(
                    row.needed("seat"),
                    row.needed("city"),
                    row.parts("categories"),
                    row.needed("name"),
                    row.needed("number"),
                    row.needed("source"));
            if (!seats.contains(line.seat())) {
                row.fault("areas.csv 里没有哪个域外网格设在 " + line.seat());
            }
            line.categories().stream()
                    .filter(code -> !codes.contains(code))
                    .forEach(code -> row.fault("categories.csv 里没有编码“" + code + "”"));
            if (!line.number().matches("[0-9-]{3,15}")) {
                row.fault("号码“" + line.number() + "”不对：只有数字和短横，例如 0571-12333");
            }
            lines.add(line);
        }
        return List.copyOf(lines);
    }

    private SeatSheet() {}
}
