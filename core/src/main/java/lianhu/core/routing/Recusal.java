package lianhu.core.routing;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Level;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.catalogue.RequestKind;
import lianhu.core.roster.Post;
import lianhu.core.roster.PostDirectory;

/**
 * 回避: a complaint about a post's holder is neither led nor seen by the chain of that post. It is recognised by the title
 * of a post, or by the name of its holder there; the list is wide on purpose, since the desk can still dispatch the
 * ticket.
 */
final class Recusal {
    private static final Map<Level, List<String>> TITLES = Map.of(
            Level.UNIT, List.of("联户长", "组长"),
            Level.GRID, List.of("网格员", "网格长", "商会会长", "商会秘书"),
            Level.VILLAGE, List.of("村干部", "村支书", "村主任", "村委", "村长", "支书", "社区主任", "社区书记"),
            Level.TOWNSHIP, List.of("镇干部", "乡干部", "镇长", "乡长", "镇政府", "乡政府", "镇里的人"));
    private static final List<Level> UPWARDS = List.of(Level.UNIT, Level.GRID, Level.VILLAGE, Level.TOWNSHIP);

    private final OwnerResolver ownerResolver;
    private final PostDirectory postDirectory;

    Recusal(OwnerResolver ownerResolver, PostDirectory postDirectory) {
        this.ownerResolver = ownerResolver;
        this.postDirectory = postDirectory;
    }

    /** The highest place of the chain the matter is about. */
    Optional<AreaCode> find(String words, RequestKind requestKind, AreaCode place, LocalDate day) {
        if (requestKind != RequestKind.COMPLAINT && requestKind != RequestKind.TIP_OFF) {
            return Optional.empty();
        }
        return UPWARDS.reversed().stream()
                .filter(place::isAtOrBelow)
                .filter(level -> TITLES.getOrDefault(level, List.of()).stream().anyMatch(words::contains)
                        || namesHolder(words, place.ancestorAt(level), day))
                .map(place::ancestorAt)
                .findFirst();
    }

    private boolean namesHolder(String words, AreaCode area, LocalDate day) {
        return postDirectory.all().stream()
                .filter(post -> post.area().equals(area) && post.isHeldOn(day))
                .map(Post::person)
                .anyMatch(name -> name.length() >= 2 && words.contains(name));
    }

    /** The nearest staffed level above that chain. */
    Owner nextLevelOwner(AreaCode recused, LocalDate day) {
        return recused.parent()
                .filter(parent -> parent.isAtOrBelow(Level.TOWNSHIP))
                .flatMap(parent -> ownerResolver.nearestStaffed(parent, levelType(parent), day))
                .orElseGet(ownerResolver::desk);
    }

    private static OwnerType levelType(AreaCode area) {
        return switch (area.level()) {
            case GRID -> OwnerType.GRID;
            case VILLAGE -> OwnerType.VILLAGE;
            case CITY, COUNTY, TOWNSHIP, UNIT, HOUSEHOLD -> OwnerType.TOWNSHIP;
        };
    }

    static String levelName(AreaCode area) {
        return switch (area.level()) {
            case UNIT, HOUSEHOLD -> "联户";
            case GRID -> "网格";
            case VILLAGE -> "村里";
            case TOWNSHIP -> "乡镇";
            case CITY, COUNTY -> "县里";
        };
    }
}
