package lianhu.adapters.roster;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lianhu.core.area.Area;
import lianhu.core.roster.Post;
import lianhu.core.routing.Department;

/**
 * What the county's files would change in the roster.
 *
 * <p>Which of the two counts: what the desk changed is newer than the files, until the same row of the file changes. A row
 * counts as unchanged while it still says what the desk replaced since the files were last applied to it.
 */
public record RosterDifference(List<Item<Area>> areas, List<Item<Department>> departments, List<Item<Post>> posts) {
    /** What happens to an entry when the files are applied. */
    public enum Kind {
        ADDED,
        CHANGED,
        /** An area or a department is deleted, a post ends. */
        REMOVED,
        /** The desk changed it later than the files, so it stays as it is. */
        KEPT,
        /** The files lack it, but it is still in use. */
        REFUSED
    }

    /**
     * @param before in the roster
     * @param after in the files
     * @param notes for the operator: who changed it at the desk, why it stays, what is still open there
     */
    public record Item<T>(Kind kind, Optional<T> before, Optional<T> after, List<String> notes) {
        boolean is(Kind... kinds) {
            return List.of(kinds).contains(kind);
        }
    }

    /** True when applying the files would change nothing and refuse nothing. */
    public boolean isEmpty() {
        return items().allMatch(item -> item.is(Kind.KEPT));
    }

    public boolean hasRefusals() {
        return items().anyMatch(item -> item.is(Kind.REFUSED));
    }

    long count(Kind kind) {
        return items().filter(item -> item.is(kind)).count();
    }

    private Stream<Item<?>> items() {
        return Stream.of(areas, departments, posts).flatMap(List::stream);
    }
}
