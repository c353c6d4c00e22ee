package lianhu.core.roster;

import io.smallrye.mutiny.Uni;
import java.util.List;

/**
 * Changes who holds a post, and how a post or a department is reached. What stood before stays readable with the time and
 * the author of the change. Open tickets belong to the post, so they stay with it.
 */
public interface RosterEditor {
    /** @param id a person, for instance {@code desk:chen.jing} */
    record Editor(String id, String name) {}

    /**
     * Another name is another holder: it begins today, and the personal link of the holder before is invalid immediately.
     * With the same name only telephone and account change.
     *
     * @param post a known post, or one that the county's norm asks for and nobody ever held
     */
    Uni<Void> changeHolder(Post post, Contact contact, Editor editor);

    /** The post is vacant from today. */
    Uni<Void> vacate(Post post, Editor editor);

    /** False when there is no such department. */
    Uni<Boolean> changeDepartment(String department, Contact contact, Editor editor);

    /** The newest first. */
    Uni<List<PastContact>> historyOf(PostId post);

    /** The newest first. */
    Uni<List<PastContact>> historyOfDepartment(String department);

    /**
     * Tickets that nobody has finished.
     *
     * @param owner code of an area or id of a department
     */
    Uni<Long> countOpenTickets(String owner);
}
