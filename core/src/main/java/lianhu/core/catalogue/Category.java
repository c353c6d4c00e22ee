package lianhu.core.catalogue;

import java.util.List;

/**
 * One row of the report catalogue (百事报).
 *
 * @param words each of them in a report counts for this category, longer ones more
 * @param owner by the dispatch catalogue
 * @param isUnitFirst a small matter that the unit head may settle before it goes to the grid
 * @param isOpen a public facility, neither a person's nor a household's affair: may be named in a group
 * @param deadline key of its own deadline rule; empty for the rule of its kind
 */
public record Category(
        String code,
        String name,
        String group,
        RequestKind kind,
        List<String> words,
        OwnerRef owner,
        boolean isUnitFirst,
        boolean isOpen,
        String deadline) {}
