package lianhu.adapters.web.board;

import lianhu.adapters.web.support.Hotline;

/**
 * The form of 我也是 for one matter.
 *
 * @param area code of the township
 * @param matter opaque name of the matter
 * @param mine receipt of this phone for the same matter; empty for none
 * @param error what is wrong with the number, or why nothing was sent; empty for nothing
 * @param isSmsOn whether a mobile number will be sent the result by SMS
 */
public record MeTooView(
        String area,
        String matter,
        BoardView.Row row,
        String phone,
        String key,
        String mine,
        String error,
        boolean isSmsOn,
        Hotline line) {}
