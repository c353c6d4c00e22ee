package lianhu.core.area;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the place of home a text names: 上河村, 石桥二组, 云溪镇上河村一组. Several matches need a question to the resident; none means
 * that the name is unknown here. Grids have no names that residents use, and away grids are not a home.
 */
public final class PlaceNameMatcher {
    private static final Pattern KIND = Pattern.compile("(村|社区|镇|乡|街道)$");
    private static final Pattern COUNTY_KIND = Pattern.compile("(自治县|县|区)$");
    /** Residents say 十字乡, not 十字回族苗族乡. */
    private static final Pattern PEOPLES = Pattern.compile("(?<=..)((裕固|蒙古|布依|仡佬|土家|维吾尔|哈萨克|[藏苗回彝畲侗壮满瑶白傣黎土])族)+");

    private static final Pattern NUMBERED = Pattern.compile("第?(\\d{1,2})(?=村民小组|组|社|队)");
    /** In characters. The place stands near the beginning; each name of the county is looked for in this much. */
    private static final int MAX_READ = 1_000;

    private static final String DIGITS = "零一二三四五六七八九";

    private final Areas areas;

    public PlaceNameMatcher(Areas areas) {
        this.areas = areas;
    }

    /** A name found in a text; the end is exclusive. */
    private record Match(Area area, int from, int to) {
        boolean isWithin(Match other) {
            return other.from <= from && to <= other.to && other.to - other.from > to - from;
        }

        boolean isSameName(Match other) {
            return from == other.from && to == other.to;
        }

        /** A township before the village decides which village it is: 云溪镇上河村. */
        boolean isAncestorOf(Match other) {
            return !isSameName(other) && !area.equals(other.area) && area.code().contains(other.area.code());
        }
    }

    public List<Area> match(String text) {
        String said = normalize(text).replace(TextFolding.fold(areas.county().name()), "");
        List<Match> all = areas.all().stream()
                .filter(this::isHome)
                .flatMap(area -> findMatch(area, said).stream())
                .toList();
        List<Match> whole = all.stream()
                .filter(hit -> all.stream().noneMatch(hit::isWithin))
                .toList();
        List<Match> backed = whole.stream()
                .filter(hit -> whole.stream()
                        .noneMatch(other -> other.isSameName(hit) && support(other, whole) > support(hit, whole)))
                .toList();
        return backed.stream()
                .filter(hit -> backed.stream().noneMatch(hit::isAncestorOf))
                .map(Match::area)
                .sorted(Comparator.comparing(Area::code))
                .toList();
    }

    /** Inside a sentence only a whole, unambiguous name counts. */
    public Optional<Area> matchInSentence(String sentence) {
        List<Area> found = match(sentence);
        return found.size() == 1
                        && normalize(sentence)
                                .contains(TextFolding.fold(found.getFirst().name()))
                ? Optional.of(found.getFirst())
                : Optional.empty();
    }

    private static long support(Match hit, List<Match> matches) {
        return matches.stream().filter(other -> other.isAncestorOf(hit)).count();
    }

    private boolean isHome(Area area) {
        AreaCode code = area.code();
        return !code.isAway() && !code.equals(areas.county().code()) && code.level() != Level.GRID;
    }

    private static Optional<Match> findMatch(Area area, String said) {
        return variants(area).stream()
                .filter(said::contains)
                .findFirst()
                .map(name -> new Match(area, said.indexOf(name), said.indexOf(name) + name.length()));
    }

    /**
     * The whole name first; then without the ethnic names, 马蹄乡; then without its kind, 马蹄, or for a unit without its
     * village's kind: 上河一组.
     */
    static List<String> variants(Area area) {
        String whole = TextFolding.fold(area.name());
        String plain = PEOPLES.matcher(whole).replaceFirst("");
        String bare = withoutKind(area.code(), plain);
        return Stream.of(whole, plain, bare.length() >= 2 ? bare : whole)
                .distinct()
                .toList();
    }

    private static String withoutKind(AreaCode code, String name) {
        if (code.isAtOrBelow(Level.UNIT)) {
            return name.replaceFirst("(村|社区)", "");
        }
        Pattern kind = code.isAtOrBelow(Level.TOWNSHIP) ? KIND : COUNTY_KIND;
        return kind.matcher(name).replaceFirst("");
    }

    /** 石桥村 2 组 and 石桥村第二村民小组 are both 石桥村二组. */
    static String normalize(String text) {
        String said = TextFolding.fold(text.substring(0, Math.min(text.length(), MAX_READ)))
                .replaceAll("\\s+", "");
        return NUMBERED.matcher(said)
                .replaceAll(match -> chineseNumeral(Integer.parseInt(match.group(1))))
                .replaceAll("第([一二三四五六七八九十]+)(?=村民小组|组|社|队)", "$1")
                .replace("村民小组", "组");
    }

    private static String chineseNumeral(int number) {
        int tens = number / 10;
        int ones = number % 10;
        return (tens > 1 ? DIGITS.substring(tens, tens + 1) : "")
                + (tens > 0 ? "十" : "")
                + (ones > 0 || number == 0 ? DIGITS.substring(ones, ones + 1) : "");
    }
}
