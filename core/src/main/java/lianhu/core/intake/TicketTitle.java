package lianhu.core.intake;

import java.util.regex.Pattern;
import lianhu.core.report.DrillMark;
import lianhu.core.report.TextSanitizer;
import lianhu.core.report.UntranscribedVoice;

/**
 * The title of a ticket: the first sentence of the report without mentions, greetings and speaker, cut on a code point.
 */
public final class TicketTitle {
    private static final int MAX_LENGTH = 16;
    /** In code points. What comes later in a text is not read for its title. */
    private static final int MAX_READ = 1_000;

    private static final Pattern MENTIONS = Pattern.compile("@\\S+[\\s\\u2005]*|[#*_`>\\[\\]]|<[^<>]{0,200}>");
    private static final Pattern GREETINGS =
            Pattern.compile("^(您好|你好|大家好|领导好?|尊敬的[^，,。：:！!]{0,12}|请问一下|请问|麻烦问一下|我想反映一下|我要反映|反映一下)[，,。：:！!\\s]*");
    /** Pasted or relayed lines begin with the speaker, 谭叔：…; the name is not part of the matter. */
    private static final Pattern SPEAKER = Pattern.compile("^(?:\\p{IsHan}{1,2}(?:叔|婶|爷|奶|姐|哥|嫂|伯|姨|舅|娘|妈|师傅|老师|主任|书记)"
            + "|(?!小区|小学|小路|小巷|小河|小桥|小院|老家|老街|老路|老桥|老区|老院|老年|老人)[老小阿]\\p{IsHan}{1,2})[：:]\\s*");

    private static final Pattern END = Pattern.compile("[。！？!?；;\\n\\r]");
    private static final String WITHOUT_WORDS = "照片反映的事";

    /** Begins with {@link DrillMark#MARK} for a drill, and never otherwise. */
    public static String of(String words, boolean isDrill) {
        String title = DrillMark.without(title(DrillMark.without(words)));
        return DrillMark.of(isDrill, title);
    }

    private static String title(String words) {
        if (UntranscribedVoice.isPlaceholder(words)) {
            return UntranscribedVoice.TITLE;
        }
        String start = TextSanitizer.truncate(words, MAX_READ);
        String rest = MENTIONS.matcher(start).replaceAll("").strip();
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
        if (!first.isEmpty()) {
            return shorten(first);
        }
        // Greetings without an end are a title, too, where the matter comes only after them.
        String greetings = start.length() < words.length() ? start.strip() : "";
        return greetings.isEmpty() ? WITHOUT_WORDS : shorten(greetings);
    }

    private static String shorten(String sentence) {
        if (TextSanitizer.length(sentence) <= MAX_LENGTH) {
            return sentence;
        }
        int comma = firstComma(sentence);
        return comma >= 4 ? sentence.substring(0, comma) : TextSanitizer.truncate(sentence, MAX_LENGTH) + "…";
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
