package lianhu.bot.conversation;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Cleans incoming text, and normalizes it for comparison with a list. */
public final class TextNormalizer {
    /** PostgreSQL stores every character but U+0000; the others would spoil a line or a page. */
    private static final Pattern CONTROLS =
            Pattern.compile("[\\p{Cc}\\u200B\\u200E\\u200F\\u202A-\\u202E\\uFEFF&&[^\\n\\t]]");

    private static final Pattern SPACES = Pattern.compile("[ \\t\\u00A0\\u2005\\u3000]+");
    private static final Pattern SIGNS = Pattern.compile("\\[[^\\[\\]]{1,6}]|[^\\p{L}\\p{N}]");
    private static final List<String> BEFORE = List.of("请问", "麻烦", "那个", "我想", "我要", "帮我", "帮忙", "请", "你好", "您好");
    private static final List<String> AFTER =
            List.of("一下", "啊", "呀", "吗", "呢", "吧", "哦", "嘛", "哈", "噢", "喔", "嗷", "哩", "哇");

    /** The text without what cannot be stored or shown. */
    public static String sanitize(String text) {
        return CONTROLS.matcher(text.replace("\r\n", "\n").replace('\r', '\n'))
                .replaceAll("")
                .strip();
    }

    /** Full-width letters and digits become plain ones, all kinds of spaces become one; the words stay. */
    static String normalize(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isWide = (c >= '０' && c <= '９') || (c >= 'Ａ' && c <= 'Ｚ') || (c >= 'ａ' && c <= 'ｚ') || c == '－';
            plain.append(isWide ? (char) (c - '０' + '0') : c);
        }
        return SPACES.matcher(plain).replaceAll(" ").strip();
    }

    /** For exact lists: only letters and digits, without polite phrases around them. */
    public static String stripPoliteness(String text) {
        String bare = SIGNS.matcher(normalize(text)).replaceAll("").toLowerCase(Locale.ROOT);
        int start = 0;
        int end = bare.length();
        for (int length = -1; length != end - start; ) {
            length = end - start;
            start += prefixLength(bare, start, end);
            end -= suffixLength(bare, start, end);
        }
        return bare.substring(start, end);
    }

    /** Of the polite words at the start; none is taken when nothing would be left. */
    private static int prefixLength(String text, int start, int end) {
        return BEFORE.stream()
                .filter(word -> start + word.length() < end && text.startsWith(word, start))
                .findFirst()
                .map(String::length)
                .orElse(0);
    }

    private static int suffixLength(String text, int start, int end) {
        return AFTER.stream()
                .filter(word -> start < end - word.length() && text.startsWith(word, end - word.length()))
                .findFirst()
                .map(String::length)
                .orElse(0);
    }

    static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private TextNormalizer() {}
}
