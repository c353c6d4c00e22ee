package lianhu.adapters.county;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads a CSV file (RFC 4180) with a header line; lines that begin with {@code #} are comments. */
final class CsvReader {
    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT.builder().setCommentMarker('#').get();

    private final String file;
    private final ConfigErrors configErrors;

    private CsvReader(String file, ConfigErrors configErrors) {
        this.file = file;
        this.configErrors = configErrors;
    }

    /** The header names exactly these columns, in any order. */
    static List<CsvRow> read(String file, String text, ConfigErrors configErrors, String... columns) {
        return new CsvReader(file, configErrors).rows(text, List.of(columns), List.of());
    }

    /** The header may also name the optional column. */
    static List<CsvRow> read(
            String file, String text, ConfigErrors configErrors, List<String> columns, String optional) {
        return new CsvReader(file, configErrors).rows(text, columns, List.of(optional));
    }

    private List<CsvRow> rows(String text, List<String> needed, List<String> optional) {
        List<CsvRow> csvRows = new ArrayList<>();
        List<String> header = List.of();
        long lastLine = 0;
        try (CSVParser parser = CSVParser.parse(text, FORMAT)) {
            for (CSVRecord csvRecord : parser) {
                List<String> cells = csvRecord.toList();
                lastLine = parser.getCurrentLineNumber();
                int line = (int) (lastLine
                        - String.join("", cells).chars().filter(c -> c == '\n').count());
                if (csvRecord.getRecordNumber() == 1) {
                    header = cells;
                    if (!isHeader(line, header, needed, optional)) {
                        return List.of();
                    }
                } else if (cells.size() != header.size()) {
                    configErrors.add(file, line, "这一行有 " + cells.size() + " 格，表头有 " + header.size() + " 格");
                } else {
                    csvRows.add(new CsvRow(file, line, named(header, cells), configErrors));
                }
            }
        } catch (IOException | UncheckedIOException malformed) {
            configErrors.add(file, (int) lastLine + 1, "引号没有收尾，或者收尾之后还有字");
            return csvRows;
        }
        if (header.isEmpty()) {
            isHeader(1, header, needed, optional);
        }
        return csvRows;
    }

    private static Map<String, String> named(List<String> header, List<String> cells) {
        Map<String, String> named = new HashMap<>();
        for (int i = 0; i < header.size(); i++) {
            named.put(header.get(i), cells.get(i).strip());
        }
        return named;
    }

    private boolean isHeader(int top, List<String> header, List<String> needed, List<String> optional) {
        List<String> columns = Stream.concat(needed.stream(), optional.stream()).toList();
        boolean isRight = true;
        for (int i = 0; i < header.size(); i++) {
            String name = header.get(i);
            if (!columns.contains(name)) {
                configErrors.add(file, top, "不认识的列“" + name + "”：应是 " + String.join("、", columns));
                isRight = false;
            } else if (header.indexOf(name) < i) {
                configErrors.add(file, top, "列“" + name + "”写了两次");
                isRight = false;
            }
        }
        for (String name : needed) {
            if (!header.contains(name)) {
                configErrors.add(file, top, "缺少列“" + name + "”：应有 " + String.join("、", columns));
                isRight = false;
            }
        }
        return isRight;
    }
}
