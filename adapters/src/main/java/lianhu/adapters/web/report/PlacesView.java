package lianhu.adapters.web.report;

import java.util.List;
import lianhu.adapters.web.support.Hotline;

/**
 * The page that chooses another place, level by level.
 *
 * @param here code of this place, for a report about all of it
 * @param up code of the level above; empty at the top
 * @param board path of the public board; empty where there is none
 */
public record PlacesView(String title, String here, String up, List<Choice> choices, String board, Hotline line) {
    /** @param path of the next level, or of the form */
    public record Choice(String name, String path) {}
}
