package lianhu.adapters.county;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** One row of a CSV file. A cell that cannot be read adds an error and yields an empty result. */
record CsvRow(String file, int line, Map<String, String> cells, ConfigErrors errors) {
    String text(String column) {
        return cells.getOrDefault(column, "");
    }

    String required(String column) {
        String text = text(column);
        if (text.isEmpty()) {
            error("“" + column + "”不能空着");
        }
        return text;
    }

    /** @param read throws an IllegalArgumentException with a sentence for the error report */
    <T> Optional<T> as(String column, Function<String, T> read) {
        String text = required(column);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(read.apply(text));
        } catch (IllegalArgumentException e) {
            error(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    Optional<LocalDate> day(String column) {
        return as(column, text -> {
            try {
                return LocalDate.parse(text);
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("日期“" + text + "”不对：应写成 2026-01-31", e);
            }
        });
    }

    <E extends Enum<E>> Optional<E> enumValue(String column, Class<E> type) {
        return as(column, text -> EnumParser.parse(type, text, column));
    }

    /** The number in the cell; empty for an empty cell. */
    Optional<Integer> count(String column) {
        String text = text(column);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (!text.matches("\\d{1,6}")) {
            error("“" + column + "”里的“" + text + "”不是数：应是 1、2、3…");
            return Optional.empty();
        }
        return Optional.of(Integer.valueOf(text));
    }

    /** The items of a cell, separated by semicolons. */
    List<String> listOf(String column) {
        return Arrays.stream(text(column).split(";", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    void error(String message) {
        errors.add(file, line, message);
    }

    void warn(String message) {
        errors.warn(file, line, message);
    }
}
