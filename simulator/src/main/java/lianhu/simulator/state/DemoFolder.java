package lianhu.simulator.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads {@code groups.csv} and {@code people.csv} of a demonstration. */
public final class DemoFolder {

    private static final String GROUPS = "chat,name,kind,area,webhook,members";
    private static final String PEOPLE = "userid,name,role";

    private DemoFolder() {}

    public static void load(Path folder, Organisation organisation) throws IOException {
        // Roles stand only in people.csv, and the first mention of a person wins.
        Path people = folder.resolve("people.csv");
        if (Files.exists(people)) {
            for (Row row : rows(people, PEOPLE)) {
                organisation.add(new SimulatedPerson(row.cell(0), row.cell(1), row.cell(2), true));
            }
        }
        for (Row row : rows(folder.resolve("groups.csv"), GROUPS)) {
            organisation.add(group(row));
        }
    }

    private static SimulatedGroup group(Row row) {
        GroupKind kind = GroupKind.of(row.cell(2))
                .orElseThrow(() -> row.broken("kind is internal, customer or plain, not '" + row.cell(2) + "'"));
        List<SimulatedPerson> members = Arrays.stream(row.cell(5).split(";"))
                .filter(part -> !part.isBlank())
                .map(SimulatedPerson::parse)
                .toList();
        String key = row.cell(4).isEmpty() ? null : row.cell(4);
        try {
            return new SimulatedGroup(row.cell(0), row.cell(1), kind, row.cell(3), key, members);
        } catch (IllegalArgumentException wrong) {
            throw row.broken(String.valueOf(wrong.getMessage()));
        }
    }

    private static List<Row> rows(Path file, String header) throws IOException {
        List<String> lines = Files.readAllLines(file);
        if (lines.isEmpty()
                || !header.equals(lines.getFirst().replace("\uFEFF", "").strip())) {
            throw new IllegalArgumentException(file + ":1: the header must be " + header);
        }
        int width = header.split(",").length;
        List<Row> rows = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i).isBlank()) {
                continue;
            }
            Row row = new Row(file, i + 1, cells(lines.get(i)));
            if (row.cells.size() != width) {
                throw row.broken("has " + row.cells.size() + " columns, not " + width);
            }
            rows.add(row);
        }
        return rows;
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                cell.append(c);
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString().strip());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString().strip());
        return cells;
    }

    private record Row(Path file, int line, List<String> cells) {
        String cell(int column) {
            return cells.get(column);
        }

        IllegalArgumentException broken(String why) {
            return new IllegalArgumentException(file + ":" + line + ": " + why);
        }
    }
}
