package lianhu.adapters.web.board;

import java.util.List;
import lianhu.adapters.web.support.Hotline;

/**
 * The list of townships with a board.
 *
 * @param townships none where the county has no board
 */
public record BoardListView(String county, List<Township> townships, Hotline line) {
    public record Township(String name, String path) {}
}
