package lianhu.simulator.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads {@code groups.csv} and {@code people.csv} of a demonstration. */
public final class DemoFolder {

    private DemoFolder() {}

    /** @throws IllegalArgumentException with file and line when a row is malformed */
    public static void load(Path folder, Organisation organisation) throws IOException {
        // Roles stand only in people.csv, and the first mention of a person wins.
        Path people = folder.resolve("people.csv");
        if (Files.exists(people)) {
            for (Row row : rows(people, "userid", "name", "role")) {
                organisation.add(new SimulatedPerson(row.cell("userid"), row.cell("name"), row.cell("role"), true));
            }
        }
        for (Row row : rows(folder.resolve("groups.csv"), "chat", "name", "kind", "area", "webhook", "members")) {
            organisation.add(group(row));
        }
    }

    private static SimulatedGroup group(Row row) {
        GroupKind kind = GroupKind.of(row.cell("kind"))
                .orElseThrow(
                        () -> row.malformed("kind is internal, customer or plain, not '" + row.cell("kind") + "'"));
        List<SimulatedPerson> members = Arrays.stream(row.cell("members").split(";"))
                .filter(part -> !part.isBlank())
                .map(SimulatedPerson::parse)
                .toList();
        String key = row.cell("webhook").isEmpty() ? null : row.cell("webhook");
        try {
            return new SimulatedGroup(row.cell("chat"), row.cell("name"), kind, row.cell("area"), key, members);
        } catch (IllegalArgumentException invalid) {
            throw row.malformed(String.valueOf(invalid.getMessage()));
        }
    }

    private static List<Row> rows(Path file, String... columns) throws IOException {
        CSVFormat format =
                CSVFormat.DEFAULT.builder().setHeader(columns).setTrim(true).get();
        List<Row> rows = new ArrayList<>();
        try (CSVParser parser = CSVParser.parse(Files.readString(file).replace("\uFEFF", ""), format)) {
            for (CSVRecord csvRecord : parser) {
                Row row = new Row(file, parser.getCurrentLineNumber(), csvRecord);
                if (!csvRecord.isConsistent()) {
                    throw row.malformed("has " + csvRecord.size() + " columns, not " + columns.length);
                }
                rows.add(row);
            }
        } catch (UncheckedIOException malformed) {
            throw new IllegalArgumentException(file + ": " + malformed.getMessage(), malformed);
        }
        if (rows.isEmpty() || !rows.removeFirst().cells.toList().equals(List.of(columns))) {
            throw new IllegalArgumentException(file + ":1: the header must be " + String.join(",", columns));
        }
        return rows;
    }

    private record Row(Path file, long line, CSVRecord cells) {
        String cell(String column) {
            return cells.get(column);
        }

        IllegalArgumentException malformed(String why) {
            return new IllegalArgumentException(file + ":" + line + ": " + why);
        }
    }
}
