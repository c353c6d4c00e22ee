package lianhu.adapters.web.report;

import java.util.List;
import lianhu.adapters.web.support.Hotline;

/**
 * Choosing another place, level by level.
 *
 * @param here this place itself, where a matter of all of it is said; empty code at the top
 * @param up code of the level above; empty at the top
 */
public record PlacesView(String title, String here, String up, List<Choice> choices, Hotline line) {
    /** @param path where it leads: further down, or to the form */
    public record Choice(String name, String path) {}
}
