package lianhu.core.intake;

import java.util.regex.Pattern;
import lianhu.core.report.UntranscribedVoice;

/**
 * The title of a ticket: the first sentence of the report without mentions, greetings and speaker, cut on a code point.
 */
public final class TicketTitle {
    private static final int MAX_LENGTH = 16;
    private static final Pattern MENTIONS = Pattern.compile("@\\S+[\\s\\u2005]*|[#*_`>\\[\\]]|<[^>]*>");
    private static final Pattern GREETINGS =
            Pattern.compile("^(您好|你好|大家好|领导好?|尊敬的[^，,。：:！!]{0,12}|请问一下|请问|麻烦问一下|我想反映一下|我要反映|反映一下)[，,。：:！!\\s]*");
    /** Pasted or relayed lines begin with the speaker, 谭叔：…; the name is not part of the matter. */
    private static final Pattern SPEAKER = Pattern.compile("^(?:\\p{IsHan}{1,2}(?:叔|婶|爷|奶|姐|哥|嫂|伯|姨|舅|娘|妈|师傅|老师|主任|书记)"
            + "|(?!小区|小学|小路|小巷|小河|小桥|小院|老家|老街|老路|老桥|老区|老院|老年|老人)[老小阿]\\p{IsHan}{1,2})[：:]\\s*");

    private static final Pattern END = Pattern.compile("[。！？!?；;\\n\\r]");
    private static final String WITHOUT_WORDS = "照片反映的事";

    public static String of(String words) {
        if (UntranscribedVoice.isPlaceholder(words)) {
            return UntranscribedVoice.TITLE;
        }
        String rest = MENTIONS.matcher(words).replaceAll("").strip();
        for (String before = ""; !before.equals(rest); ) {
            before = rest;
            rest = GREETINGS.matcher(rest).replaceFirst("").strip();
            rest = SPEAKER.matcher(rest).replaceFirst("").strip();
        }
        String first = END.splitAsStream(rest)
                .map(String::strip)
                .filter(sentence -> !sentence.isEmpty())
                .findFirst()
                .orElse(rest);
        if (first.isEmpty()) {
            return WITHOUT_WORDS;
        }
        if (first.codePointCount(0, first.length()) <= MAX_LENGTH) {
            return first;
        }
        int comma = firstComma(first);
        return comma >= 4
                ? first.substring(0, comma)
                : first.substring(0, first.offsetByCodePoints(0, MAX_LENGTH)) + "…";
    }

    private static int firstComma(String sentence) {
        for (int i = 0; i < sentence.length() && i <= MAX_LENGTH; i++) {
            if ("，,、：:".indexOf(sentence.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }

    private TicketTitle() {}
}
