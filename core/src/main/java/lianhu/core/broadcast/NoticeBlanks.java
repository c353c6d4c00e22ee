package lianhu.core.broadcast;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Finds the blanks of a sample text that nobody has filled in: full-width brackets around a question, as in （哪里） or
 * （几月几日）, or around the bare word for a number to call, as in （水厂电话）.
 */
public final class NoticeBlanks {
    private static final Pattern BLANK = Pattern.compile("（(?:[哪几][^（）]{0,20}|[^（）0-9]{0,8}电话)）");

    /** As they stand in the text, each once. */
    public static List<String> unfilled(String text) {
        return BLANK.matcher(text).results().map(MatchResult::group).distinct().toList();
    }

    private NoticeBlanks() {}
}
