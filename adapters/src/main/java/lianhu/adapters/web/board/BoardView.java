package lianhu.adapters.web.board;

import java.util.List;
import lianhu.adapters.web.support.Hotline;

/**
 * The public board of one township.
 *
 * @param code of the township
 * @param days how far answers go back
 */
public record BoardView(String code, String name, int days, Section open, Section answered, Hotline line) {

    /**
     * One page of a list.
     *
     * @param previous path of the page before; empty on the first
     * @param next path of the page after; empty on the last
     */
    public record Section(List<Row> rows, String previous, String next) {}

    /**
     * A matter.
     *
     * @param topic name of the category; never the reporter's words
     * @param place a village, or the township
     * @param received day of the first report: 11月21日
     * @param state 在办, 办好了 or 现在办不了
     * @param tone class of the tag
     * @param answeredBy a body or the title of a post; empty while it is worked on
     * @param took 当天 or 3 天; empty while it is worked on
     * @param others further households
     * @param link of 我也是; empty for what is answered
     */
    public record Row(
            String topic,
            String place,
            String received,
            String state,
            String tone,
            String answeredBy,
            String took,
            int others,
            String link) {}
}
