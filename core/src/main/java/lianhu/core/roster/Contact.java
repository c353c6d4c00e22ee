package lianhu.core.roster;

import java.util.regex.Pattern;

/**
 * How a member of staff or a department is reached.
 *
 * @param name of the person, for instance 小王; empty for a vacant post and for a department, whose name is public
 * @param userId WeCom account that gets the cards; empty for none
 */
public record Contact(String name, String phone, String userId) {
    private static final Pattern PHONE = Pattern.compile("\\+?[0-9-]{5,20}");
    private static final Pattern USER_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_@.-]{0,63}");

    public static boolean isPhone(String text) {
        return PHONE.matcher(text).matches();
    }

    /** In the form that WeCom allows. */
    public static boolean isUserId(String text) {
        return USER_ID.matcher(text).matches();
    }

    /** Hides the personal data. */
    @Override
    public String toString() {
        return "Contact[…]";
    }
}
