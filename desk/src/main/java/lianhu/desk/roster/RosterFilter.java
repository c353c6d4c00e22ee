package lianhu.desk.roster;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import lianhu.core.area.AreaCode;
import lianhu.core.report.TextSanitizer;

/**
 * What of the list is shown, as the address keeps it.
 *
 * @param area code; empty for all
 * @param text part of a name; empty for all
 * @param page from 1
 */
record RosterFilter(String area, String text, boolean isVacantOnly, int page) {
    static final int ROWS = 40;

    static RosterFilter of(String area, String text, boolean isVacantOnly, int page) {
        return new RosterFilter(area, TextSanitizer.singleLine(text), isVacantOnly, Math.clamp(page, 1, 10_000));
    }

    boolean includes(AreaCode place) {
        Optional<AreaCode> chosen = AreaCode.parse(area);
        return chosen.isEmpty() || chosen.get().contains(place);
    }

    boolean matches(String... names) {
        return text.isEmpty() || List.of(names).stream().anyMatch(name -> name.contains(text));
    }

    <T> List<T> rowsOf(List<T> all) {
        int from = Math.min(all.size(), (page - 1) * ROWS);
        return all.subList(from, Math.min(all.size(), from + ROWS));
    }

    String next(int all) {
        return page * ROWS < all ? query(page + 1) : "";
    }

    String previous() {
        return page > 1 ? query(page - 1) : "";
    }

    private String query(int other) {
        return "area=" + encode(area) + "&q=" + encode(text) + (isVacantOnly ? "&vacant=true" : "") + "&page=" + other;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
