package lianhu.adapters.county;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import lianhu.core.area.Area;
import lianhu.core.catalogue.Category;

/** Reads {@code seats.csv}; a county without away grids has none. */
final class CityHotlinesCsv {
    static List<CityHotline> read(
            String file, String text, List<Area> areas, List<Category> categories, ConfigErrors configErrors) {
        Set<String> seats = areas.stream().map(Area::seat).collect(Collectors.toSet());
        Set<String> codes = categories.stream().map(Category::code).collect(Collectors.toSet());
        List<CityHotline> lines = new ArrayList<>();
        for (CsvRow csvRow :
                CsvReader.read(file, text, configErrors, "seat", "city", "categories", "name", "number", "source")) {
            CityHotline line = new CityHotline(
                    csvRow.required("seat"),
                    csvRow.required("city"),
                    csvRow.listOf("categories"),
                    csvRow.required("name"),
                    csvRow.required("number"),
                    csvRow.required("source"));
            if (!seats.contains(line.seat())) {
                csvRow.error("areas.csv 里没有哪个域外网格设在 " + line.seat());
            }
            line.categories().stream()
                    .filter(code -> !codes.contains(code))
                    .forEach(code -> csvRow.error("categories.csv 里没有编码“" + code + "”"));
            if (!line.number().matches("[0-9-]{3,15}")) {
                csvRow.error("号码“" + line.number() + "”不对：只有数字和短横，例如 0571-12333");
            }
            lines.add(line);
        }
        return List.copyOf(lines);
    }

    private CityHotlinesCsv() {}
}
