package lianhu.desk.broadcast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import lianhu.core.area.Area;
import lianhu.core.area.AreaCode;
import lianhu.core.broadcast.BroadcastTarget;
import lianhu.core.broadcast.NoticeBlanks;
import lianhu.core.notice.DeliveryState;
import lianhu.core.notice.GroupBinding;
import lianhu.core.notice.Recipient;
import lianhu.core.report.Channel;
import org.junit.jupiter.api.Test;

class BroadcastFormTest {
    @Test
    void aPlaceCountsTheGroupsOfEverythingBelowIt() {
        // When
        List<BroadcastForm.Place> places = BroadcastForm.places(
                areas(2, 2, 2),
                List.of(
                        target("621099101201001-L001"),
                        target("621099101201001-L001"),
                        target("621099101201"),
                        target("621099102202001-L002")));
        // Then
        assertEquals(4, groups(places, "621099"));
        assertEquals(3, groups(places, "621099101"));
        assertEquals(3, groups(places, "621099101201"));
        assertEquals(2, groups(places, "621099101201001-L001"));
        assertEquals(0, groups(places, "621099102201"));
    }

    /** Counting every target for every place takes a minute for so many. */
    @Test
    void theFormOfALargeCityIsMadeInLinearTime() {
        // Given
        List<Area> areas = areas(90, 90, 20);
        List<BroadcastTarget> targets =
                areas.stream().map(area -> target(area.code().value())).toList();
        // When
        List<BroadcastForm.Place> places =
                assertTimeoutPreemptively(Duration.ofSeconds(15), () -> BroadcastForm.places(areas, targets));
        // Then
        assertEquals(areas.size(), groups(places, "621099"));
    }

    @Test
    void severalPlacesAreOneAudience() {
        // Then
        assertEquals(
                List.of("621099101201001-L001", "621099101201001-L002"),
                BroadcastForm.audience(List.of("621099101201001-L002", " 621099101201001-L001", "no place"))
                        .orElseThrow()
                        .areas()
                        .stream()
                        .map(AreaCode::value)
                        .toList());
        assertEquals(Optional.empty(), BroadcastForm.audience(List.of()));
    }

    /** What a sample leaves open stands in brackets that the check of blanks knows. */
    @Test
    void theBlanksOfEverySampleAreFound() throws IOException {
        // Given
        String form = Files.readString(Path.of("src/main/java/lianhu/desk/broadcast/BroadcastForm.java"));
        // When
        List<String> written = Pattern.compile("（[^（）]*）")
                .matcher(form)
                .results()
                .map(MatchResult::group)
                .distinct()
                .toList();
        // Then
        assertEquals(written, NoticeBlanks.unfilled(form));
        assertEquals(6, written.size(), written.toString());
    }

    private static int groups(List<BroadcastForm.Place> places, String code) {
        return places.stream()
                .filter(place -> place.code().equals(code))
                .findFirst()
                .orElseThrow()
                .groups();
    }

    private static List<Area> areas(int townships, int villages, int units) {
        List<Area> areas = new ArrayList<>();
        areas.add(area("621099"));
        for (int township = 1; township <= townships; township++) {
            String ofTownship = "621099%03d".formatted(100 + township);
            areas.add(area(ofTownship));
            for (int village = 1; village <= villages; village++) {
                String ofVillage = ofTownship + (200 + village);
                areas.add(area(ofVillage));
                for (int unit = 1; unit <= units; unit++) {
                    areas.add(area(ofVillage + "001-L%03d".formatted(unit)));
                }
            }
        }
        return areas;
    }

    private static Area area(String code) {
        return new Area(new AreaCode(code), code, Area.Kind.COMMON, "");
    }

    private static BroadcastTarget target(String place) {
        return new BroadcastTarget(
                new Recipient.PlainGroup(new AreaCode(place)),
                new AreaCode(place),
                GroupBinding.Tier.PLAIN,
                Channel.RELAY,
                DeliveryState.WAITS_FOR_PERSON,
                "");
    }
}
