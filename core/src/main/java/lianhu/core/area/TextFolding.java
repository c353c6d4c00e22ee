package lianhu.core.area;

import java.text.Normalizer;
import java.util.Map;

/** Folds variants of a character into one, so that a name is found in either spelling. */
public final class TextFolding {
    /** Variants in published lists of divisions (祁丰蔵族乡) and in typed text. */
    private static final Map<String, String> VARIANTS = Map.ofEntries(
            Map.entry("蔵", "藏"),
            Map.entry("戸", "户"),
            Map.entry("峯", "峰"),
            Map.entry("邨", "村"),
            Map.entry("溝", "沟"),
            Map.entry("郷", "乡"),
            Map.entry("灣", "湾"),
            Map.entry("塆", "湾"),
            Map.entry("鎮", "镇"),
            Map.entry("裏", "里"),
            Map.entry("坵", "丘"),
            Map.entry("垟", "洋"),
            Map.entry("漈", "际"),
            Map.entry("橖", "塘"),
            Map.entry("尅", "克"));

    /** Right in place names here, and rare on keyboards. */
    private static final String LOCAL = "塆坵垟漈橖尅";

    /** For comparisons only, never for display. */
    public static String fold(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC);
        StringBuilder folded = new StringBuilder(plain.length());
        plain.codePoints().forEach(point -> {
            String written = Character.toString(point);
            folded.append(VARIANTS.getOrDefault(written, written));
        });
        return folded.toString();
    }

    /** The spelling a list of names should use; the input when it is right. */
    public static String canonical(String written) {
        return LOCAL.contains(written) || !Character.isLetterOrDigit(written.codePointAt(0)) ? written : fold(written);
    }

    private TextFolding() {}
}
