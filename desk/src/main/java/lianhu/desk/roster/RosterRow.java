package lianhu.desk.roster;

import java.util.regex.Pattern;
import lianhu.core.report.PhoneMask;

/**
 * A row of the list.
 *
 * @param who the holder; empty for a vacant post and for a department
 * @param note how the holder is reached, or how long the post is vacant
 */
record RosterRow(String href, String name, String who, String note, boolean isVacant) {
    private static final Pattern MOBILE = Pattern.compile("1\\d{10}");

    /** A mobile number without its middle: the list is read by more people than need the number. */
    static String reach(String phone, String account) {
        String shown =
                phone.isEmpty() ? "没有电话" : MOBILE.matcher(phone).replaceAll(number -> PhoneMask.mask(number.group()));
        return shown + " · " + (account.isEmpty() ? "没有企业微信账号" : account);
    }
}
