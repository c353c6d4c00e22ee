package lianhu.core.area;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Suggests the places that a typed text may mean, while it is typed: by the name, by what people call it (上河, 马蹄乡), by a part
 * of the name, and by some of its characters in their order (云上一 for 云溪镇上河村一组). Two places of the same name are both
 * suggested, and none of them is chosen.
 */
public final class PlaceSuggestions {
    /** More are not read at a glance; another character narrows them. */
    public static final int SHOWN = 8;

    /** Between the names of {@link #path}. */
    static final String STEP = " › ";

    private static final Pattern SEPARATORS = Pattern.compile("[›/·、，,.\\s]+");

    /** From here on the name only contains the text, which chooses nothing. */
    private static final int PARTLY = 3;

    private static final int NONE = Integer.MAX_VALUE;

    private final Areas areas;
    private final PlaceNameMatcher names;

    public PlaceSuggestions(Areas areas) {
        this.areas = areas;
        this.names = new PlaceNameMatcher(areas);
    }

    /**
     * @param places the best first, at most {@link #SHOWN}
     * @param chosen the place that the text names without doubt
     * @param more how many others it may mean
     */
    public record Suggestions(List<Area> places, Optional<Area> chosen, int more) {
        static final Suggestions NOTHING = new Suggestions(List.of(), Optional.empty(), 0);
    }

    private record Candidate(Area area, int rank) {}

    /** Reads all areas: some milliseconds in a city, so not on an event loop. */
    public Suggestions find(String typed) {
        String text = PlaceNameMatcher.normalize(SEPARATORS.matcher(typed).replaceAll(""));
        if (text.isEmpty()) {
            return Suggestions.NOTHING;
        }
        String county = TextFolding.fold(areas.county().name());
        String said =
                text.length() > county.length() && text.startsWith(county) ? text.substring(county.length()) : text;
        List<Area> named = names.match(typed);
        List<Candidate> found = areas.all().stream()
                .filter(this::isSuggested)
                .map(area -> new Candidate(area, rank(area, said, named)))
                .filter(candidate -> candidate.rank() != NONE)
                .sorted(Comparator.comparingInt(Candidate::rank)
                        .thenComparing(candidate -> candidate.area().code().level())
                        .thenComparing(candidate -> candidate.area().code()))
                .toList();
        return new Suggestions(
                found.stream().limit(SHOWN).map(Candidate::area).toList(),
                chosen(found),
                Math.max(0, found.size() - SHOWN));
    }

    /** The names from the county down to the place: 云溪县 › 云溪镇 › 上河村 › 一组. */
    public String path(AreaCode code) {
        return code.pathToRoot().reversed().stream()
                .map(areas::find)
                .flatMap(Optional::stream)
                .map(Area::name)
                .collect(Collectors.joining(STEP));
    }

    private static Optional<Area> chosen(List<Candidate> found) {
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Candidate best = found.getFirst();
        boolean isAlone = found.size() == 1;
        boolean isNamed = best.rank() < PARTLY && found.get(isAlone ? 0 : 1).rank() > best.rank();
        return isAlone || isNamed ? Optional.of(best.area()) : Optional.empty();
    }

    /** A grid at home has no name that residents use; an away grid is a city they know. */
    private boolean isSuggested(Area area) {
        AreaCode code = area.code();
        return code.isAway()
                ? code.level() == Level.GRID
                : code.level() != Level.GRID && code.level() != Level.HOUSEHOLD;
    }

    private int rank(Area area, String said, List<Area> named) {
        String full = PlaceNameMatcher.normalize(areas.displayName(area.code()));
        List<String> variants = PlaceNameMatcher.variants(area);
        if (said.equals(full) || said.equals(wholePath(area))) {
            return 0;
        }
        if (variants.contains(said)) {
            return 1;
        }
        if (named.contains(area)
                || full.endsWith(said) && said.length() > area.name().length()) {
            return 2;
        }
        if (variants.stream().anyMatch(name -> name.startsWith(said))) {
            return PARTLY;
        }
        if (full.contains(said)) {
            return PARTLY + 1;
        }
        return said.length() > 1 && isInOrder(said, full) ? PARTLY + 2 : NONE;
    }

    private String wholePath(Area area) {
        String path = PlaceNameMatcher.normalize(path(area.code()).replace(STEP, ""));
        return path.substring(Math.min(path.length(), areas.county().name().length()));
    }

    private static boolean isInOrder(String characters, String name) {
        int at = -1;
        for (int i = 0; i < characters.length(); i++) {
            at = name.indexOf(characters.charAt(i), at + 1);
            if (at < 0) {
                return false;
            }
        }
        return true;
    }
}
