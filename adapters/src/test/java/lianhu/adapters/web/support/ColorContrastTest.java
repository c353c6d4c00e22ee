package lianhu.adapters.web.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Text on every ground that the design system puts it on has a contrast of at least 4.5 to 1 (WCAG 1.4.3). */
class ColorContrastTest {
    private static final double LEAST = 4.5;
    private static final Path STYLES = Path.of("src/main/resources/META-INF/resources/ui/ui.css");

    /** Text and ground by the names of their tokens; a busy or disabled button is ink-3 on surface-2. */
    private static final Map<String, List<String>> GROUNDS = Map.ofEntries(
            Map.entry("ink", List.of("paper", "surface", "surface-2", "huang-soft", "zhu-soft", "lan-soft", "zi-soft")),
            Map.entry("ink-2", List.of("paper", "surface", "surface-2", "huang-soft", "zhu-soft", "qing-soft")),
            Map.entry("ink-3", List.of("paper", "surface", "surface-2", "qing-soft")),
            Map.entry("paper", List.of("ink")),
            Map.entry("qing", List.of("paper", "surface", "surface-2", "qing-soft")),
            Map.entry("zhu", List.of("paper", "surface", "surface-2", "zhu-soft")),
            Map.entry("huang", List.of("paper", "surface", "surface-2", "huang-soft")),
            Map.entry("lan", List.of("paper", "surface", "surface-2", "lan-soft")),
            Map.entry("zi", List.of("paper", "surface", "surface-2", "zi-soft")),
            Map.entry("on-qing", List.of("qing", "qing-d")),
            Map.entry("on-zhu", List.of("zhu", "zhu-d")),
            Map.entry("on-hero", List.of("hero")),
            Map.entry("on-fire", List.of("fire")),
            Map.entry("on-badge", List.of("huang")));

    @Test
    void everyTextCanBeReadOnItsGroundInLightAndDark() throws IOException {
        // Given
        String styles = Files.readString(STYLES);
        Map<String, String> light = tokens(styles, ":root{");
        Map<String, String> dark = new HashMap<>(light);
        dark.putAll(tokens(styles, "[data-theme=dark]{"));
        // When
        List<String> weak = new ArrayList<>();
        Map.of("light", light, "dark", dark)
                .forEach((theme, colors) -> GROUNDS.forEach((text, grounds) -> grounds.forEach(ground -> {
                    double contrast = contrast(color(colors, text), color(colors, ground));
                    if (contrast < LEAST) {
                        weak.add("%s: %s on %s %.2f".formatted(theme, text, ground, contrast));
                    }
                })));
        // Then
        assertEquals(List.of(), weak);
    }

    /** The pointer still stands on a button that has just become busy: the ground of its hover must not stay. */
    @Test
    void aBusyButtonHasItsOwnColoursAlsoUnderThePointer() throws IOException {
        assertTrue(Files.readString(STYLES)
                .contains(".btn[disabled],.btn[disabled]:hover,.btn[aria-disabled=true],.btn[aria-disabled=true]:hover"
                        + "{color:var(--ink-3);background:var(--surface-2);"));
    }

    private static Map<String, String> tokens(String styles, String selector) {
        int from = styles.indexOf(selector);
        String block = styles.substring(from, styles.indexOf('}', from));
        Map<String, String> found = new HashMap<>();
        Pattern.compile("--([a-z0-9-]+): ?#([0-9a-f]{3}|[0-9a-f]{6})(?=[;}\\s]|$)")
                .matcher(block)
                .results()
                .forEach(token -> found.put(token.group(1), token.group(2)));
        return found;
    }

    private static String color(Map<String, String> colors, String name) {
        return Objects.requireNonNull(colors.get(name), name);
    }

    private static double contrast(String one, String other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(String hex) {
        String full = hex.length() == 3 ? hex.replaceAll("(.)", "$1$1") : hex;
        double[] weights = {0.2126, 0.7152, 0.0722};
        double sum = 0;
        for (int channel = 0; channel < 3; channel++) {
            double value = Integer.parseInt(full.substring(2 * channel, 2 * channel + 2), 16) / 255.0;
            sum += weights[channel] * (value <= 0.03928 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4));
        }
        return sum;
    }
}
