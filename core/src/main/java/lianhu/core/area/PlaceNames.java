package lianhu.core.area;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which place of home people mean by its name: 上河村, 石桥二组, 云溪镇上河村一组. One answer is sure, several are a question,
 * none means that the name is not known here. Grids are ours and have no names that people say; away grids are nobody's home.
 */
public final class PlaceNames {
    private static final Pattern KIND = Pattern.compile("(村|社区|镇|乡|街道)$");
    private static final Pattern COUNTY_KIND = Pattern.compile("(自治县|县|区)$");
    /** Nobody says 十字回族苗族乡, everybody says 十字乡. */
    private static final Pattern PEOPLES = Pattern.compile("(?<=..)((裕固|蒙古|布依|仡佬|土家|维吾尔|哈萨克|[藏苗回彝畲侗壮满瑶白傣黎土])族)+");

    private static final Pattern NUMBERED = Pattern.compile("第?(\\d{1,2})(?=村民小组|组|社|队)");
    private static final String DIGITS = "零一二三四五六七八九";

    private final Areas areas;

    public PlaceNames(Areas areas) {
        this.areas = areas;
    }

    /** A name found in what was said, from its first character to behind its last. */
    private record Hit(Area area, int from, int to) {
        boolean isWithin(Hit other) {
            return other.from <= from && to <= other.to && other.to - other.from > to - from;
        }

        boolean isSameName(Hit other) {
            return from == other.from && to == other.to;
        }

        /** 云溪镇 before 上河村 says which 上河村. */
        boolean leadsTo(Hit other) {
            return !isSameName(other) && !area.equals(other.area) && area.code().contains(other.area.code());
        }
    }

    public List<Area> meant(String text) {
        String said = plain(text).replace(Spelling.folded(areas.county().name()), "");
        List<Hit> all = areas.all().stream()
                .filter(this::isHome)
                .flatMap(area -> hit(area, said).stream())
                .toList();
        List<Hit> whole = all.stream()
                .filter(hit -> all.stream().noneMatch(hit::isWithin))
                .toList();
        List<Hit> backed = whole.stream()
                .filter(hit -> whole.stream()
                        .noneMatch(other -> other.isSameName(hit) && backing(other, whole) > backing(hit, whole)))
                .toList();
        return backed.stream()
                .filter(hit -> backed.stream().noneMatch(hit::leadsTo))
                .map(Hit::area)
                .sorted(Comparator.comparing(Area::code))
                .toList();
    }

    /** In a sentence only a whole name counts, and only when it leaves no doubt. */
    public Optional<Area> named(String sentence) {
        List<Area> found = meant(sentence);
        return found.size() == 1
                        && plain(sentence)
                                .contains(Spelling.folded(found.getFirst().name()))
                ? Optional.of(found.getFirst())
                : Optional.empty();
    }

    private static long backing(Hit hit, List<Hit> hits) {
        return hits.stream().filter(other -> other.leadsTo(hit)).count();
    }

    private boolean isHome(Area area) {
        AreaCode code = area.code();
        return !code.isAway() && !code.equals(areas.county().code()) && code.level() != Level.GRID;
    }

    private static Optional<Hit> hit(Area area, String said) {
        return names(area).stream()
                .filter(said::contains)
                .findFirst()
                .map(name -> new Hit(area, said.indexOf(name), said.indexOf(name) + name.length()));
    }

    /**
     * The whole name first; then without the peoples in it, 马蹄乡; then without its kind, 马蹄, or for a unit without its
     * village's kind: 上河一组.
     */
    private static List<String> names(Area area) {
        String whole = Spelling.folded(area.name());
        String plain = PEOPLES.matcher(whole).replaceFirst("");
        String bare = bare(area.code(), plain);
        return Stream.of(whole, plain, bare.length() >= 2 ? bare : whole)
                .distinct()
                .toList();
    }

    private static String bare(AreaCode code, String name) {
        if (code.reaches(Level.UNIT)) {
            return name.replaceFirst("(村|社区)", "");
        }
        Pattern kind = code.reaches(Level.TOWNSHIP) ? KIND : COUNTY_KIND;
        return kind.matcher(name).replaceFirst("");
    }

    /** 石桥村 2 组 and 石桥村第二村民小组 are both 石桥村二组. */
    private static String plain(String text) {
        String said = Spelling.folded(text).replaceAll("\\s+", "");
        return NUMBERED.matcher(said)
                .replaceAll(match -> numeral(Integer.parseInt(match.group(1))))
                .replaceAll("第([一二三四五六七八九十]+)(?=村民小组|组|社|队)", "$1")
                .replace("村民小组", "组");
    }

    private static String numeral(int number) {
        int tens = number / 10;
        int ones = number % 10;
        return (tens > 1 ? DIGITS.substring(tens, tens + 1) : "")
                + (tens > 0 ? "十" : "")
                + (ones > 0 || number == 0 ? DIGITS.substring(ones, ones + 1) : "");
    }
}
