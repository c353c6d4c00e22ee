package lianhu.desk.auth;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The page of the desk to which a login leads back: never an address of another site. */
final class ReturnPath {
    static final String HOME = "/desk";

    private static final String LOGIN = "/desk/login";
    /** Printable ASCII without a backslash, which some browsers read as a slash. */
    private static final Pattern PAGE = Pattern.compile("/desk(?:[/?][!-~&&[^\\\\]]{0,500})?");

    /** Home for everything else. */
    static String of(@Nullable String path) {
        return path != null && PAGE.matcher(path).matches() && !path.startsWith(LOGIN) ? path : HOME;
    }

    /** The login page that leads back. */
    static String login(String path) {
        String back = of(path);
        return back.equals(HOME) ? LOGIN : LOGIN + "?back=" + URLEncoder.encode(back, StandardCharsets.UTF_8);
    }

    private ReturnPath() {}
}
