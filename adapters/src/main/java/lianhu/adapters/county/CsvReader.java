package lianhu.adapters.county;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A table after RFC 4180 with a header line, above it lines that begin with {@code #}. Every row knows the line it begins on. */
final class CsvReader {
    private final String file;
    private final String text;
    private final ConfigErrors configErrors;
    private int at;
    private int line = 1;

    private CsvReader(String file, String text, ConfigErrors configErrors) {
        this.file = file;
        this.text = text;
        this.configErrors = configErrors;
    }

    /** The header names exactly these columns, in any order. */
    static List<CsvRow> read(String file, String text, ConfigErrors configErrors, String... columns) {
        return new CsvReader(file, text, configErrors).rows(List.of(columns), List.of());
    }

    /** One more column may be there. */
    static List<CsvRow> read(
            String file, String text, ConfigErrors configErrors, List<String> columns, String optional) {
        return new CsvReader(file, text, configErrors).rows(columns, List.of(optional));
    }

    private List<CsvRow> rows(List<String> needed, List<String> optional) {
        while (text.startsWith("#", at)) {
            record();
        }
        int top = line;
        List<String> header = record();
        if (!isHeader(top, header, needed, optional)) {
            return List.of();
        }
        List<CsvRow> csvRows = new ArrayList<>();
        while (at < text.length()) {
            int begin = line;
            List<String> cells = record();
            if (cells.equals(List.of(""))) {
                continue;
            }
            if (cells.size() != header.size()) {
                configErrors.add(file, begin, "这一行有 " + cells.size() + " 格，表头有 " + header.size() + " 格");
                continue;
            }
            Map<String, String> named = new HashMap<>();
            for (int i = 0; i < header.size(); i++) {
                named.put(header.get(i), cells.get(i).strip());
            }
            csvRows.add(new CsvRow(file, begin, named, configErrors));
        }
        return csvRows;
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

    private List<String> record() {
        List<String> cells = new ArrayList<>();
        while (true) {
            cells.add(at < text.length() && text.charAt(at) == '"' ? quoted() : plain());
            if (at < text.length() && text.charAt(at) == ',') {
                at++;
            } else {
                endLine();
                return cells;
            }
        }
    }

    private String plain() {
        int begin = at;
        while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(begin, at);
    }

    private String quoted() {
        int begin = line;
        StringBuilder cell = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                if (at >= text.length() || text.charAt(at) != '"') {
                    return cell.append(plain()).toString();
                }
            } else if (c == '\n') {
                line++;
            }
            cell.append(c);
        }
        configErrors.add(file, begin, "引号没有收尾");
        return cell.toString();
    }

    private void endLine() {
        if (at < text.length() && text.charAt(at) == '\r') {
            at++;
        }
        if (at < text.length() && text.charAt(at) == '\n') {
            at++;
        }
        line++;
    }
}
