package lianhu.core.query;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lianhu.core.area.AreaCode;
import lianhu.core.report.Channel;

/**
 * What a member of the desk's staff narrows a search by; empty parts match everything.
 *
 * @param from the report was received at this time or later
 * @param until the report was received before this time
 * @param category code of the category
 * @param channel of one of the reports
 * @param ownerName a part of the name of who works on it
 * @param phone telephone number of a reporter or of who reported for one; for the desk alone, exact
 * @param isFullText whether the text is looked for in the words of the reports, in the owner's name and in {@code places} too;
 *     for the desk alone
 * @param places whose names contain the text
 * @param reporterName whole name of a reporter; for the desk alone. Sealed tickets are not found by it
 * @param drills with drills and real matters, or one of both
 */
public record SearchFilter(
        Optional<Instant> from,
        Optional<Instant> until,
        Optional<String> category,
        Optional<Channel> channel,
        String ownerName,
        Optional<String> phone,
        boolean isFullText,
        List<AreaCode> places,
        Optional<String> reporterName,
        DrillFilter drills) {
    /** Not by a name, and with drills. */
    public SearchFilter(
            Optional<Instant> from,
            Optional<Instant> until,
            Optional<String> category,
            Optional<Channel> channel,
            String ownerName,
            Optional<String> phone,
            boolean isFullText,
            List<AreaCode> places) {
        this(from, until, category, channel, ownerName, phone, isFullText, places, Optional.empty(), DrillFilter.ALL);
    }

    public static final SearchFilter NONE = new SearchFilter(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            "",
            Optional.empty(),
            false,
            List.of());

    public static SearchFilter ofReporterName(String name) {
        return ofPerson(Optional.empty(), Optional.of(name));
    }

    public static SearchFilter ofPhone(String number) {
        return ofPerson(Optional.of(number), Optional.empty());
    }

    private static SearchFilter ofPerson(Optional<String> phone, Optional<String> name) {
        return new SearchFilter(
                NONE.from(),
                NONE.until(),
                NONE.category(),
                NONE.channel(),
                NONE.ownerName(),
                phone,
                NONE.isFullText(),
                NONE.places(),
                name,
                NONE.drills());
    }

    public SearchFilter with(DrillFilter others) {
        return new SearchFilter(
                from, until, category, channel, ownerName, phone, isFullText, places, reporterName, others);
    }
}
