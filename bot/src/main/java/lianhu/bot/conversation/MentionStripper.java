package lianhu.bot.conversation;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes the mentions in front away. In a group the words begin with the robot's name after an @; other mentions stand
 * there as plain text without ids. A name may hold spaces, so the robot's own are known; of others the first space, or
 * the U+2005 WeChat writes behind a mention, is the end.
 */
final class MentionStripper {
    private static final Pattern OTHER = Pattern.compile("^[@＠][^@＠\\s\\u2005\\u3000]+(?:[\\s\\u2005\\u3000]+|$)");
    /** An unknown name without an end: a longer one is words that were typed on without a space. */
    private static final int LONGEST_NAME = 12;

    private final List<String> names;

    MentionStripper(List<String> robotNames) {
        names = robotNames.stream()
                .filter(name -> !name.isBlank())
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    String strip(String text) {
        String rest = text;
        for (String name : names) {
            rest = rest.replace("@" + name + "\u2005", " ")
                    .replace("@" + name + " ", " ")
                    .replace("@" + name, " ");
        }
        rest = rest.strip();
        for (String before = ""; !before.equals(rest); ) {
            before = rest;
            rest = OTHER.matcher(rest).replaceFirst("").strip();
            if (rest.isEmpty()
                    && (TextNormalizer.length(before) > LONGEST_NAME || CommandLexicon.mentionsProblem(before))) {
                return before.substring(1);
            }
        }
        return rest;
    }
}
