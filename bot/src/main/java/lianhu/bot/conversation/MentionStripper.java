package lianhu.bot.conversation;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Removes the leading mentions. In a group the text begins with the robot's name after an @; other mentions are plain
 * text without ids. A name may contain spaces, so the robot's own names are given; other names end at the first space,
 * or at the U+2005 that WeChat writes after a mention.
 */
final class MentionStripper {
    private static final Pattern OTHER = Pattern.compile("[@＠][^@＠\\s\\u2005\\u3000]++(?:[\\s\\u2005\\u3000]+|$)");
    /** The longest unknown name without an end: a longer one is text that was typed without a space. */
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
        int start = 0;
        Matcher mention = OTHER.matcher(rest);
        while (mention.region(start, rest.length()).lookingAt()) {
            int next = skipSpaces(rest, mention.end());
            if (next == rest.length() && isText(rest.substring(start))) {
                return rest.substring(start + 1);
            }
            start = next;
        }
        return rest.substring(start);
    }

    private static boolean isText(String lastMention) {
        return TextNormalizer.length(lastMention) > LONGEST_NAME || CommandLexicon.mentionsProblem(lastMention);
    }

    private static int skipSpaces(String text, int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }
}
