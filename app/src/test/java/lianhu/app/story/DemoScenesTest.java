package lianhu.app.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The script of 看一遍 and the tests of its scenes name the same scenes. */
class DemoScenesTest {
    private static final Path SCRIPTS =
            Path.of("..", "desk", "src", "main", "resources", "META-INF", "resources", "desk", "demo");
    private static final Pattern SCENE = Pattern.compile("(?m)^const (\\w+) = \\{name: '([^']+)'");

    @Test
    void everySceneOfThePageIsPlayedByATest() throws IOException {
        // Given
        String scenes = Files.readString(SCRIPTS.resolve("scenes.js"));
        // When
        List<String> shown = SCENE.matcher(scenes)
                .results()
                .map(scene -> scene.group(2))
                .sorted()
                .toList();
        // Then
        assertEquals(
                Stream.of(DemoWalkthroughTest.class, DemoPowerCutTest.class)
                        .flatMap(test -> Stream.of(test.getDeclaredMethods()))
                        .flatMap(method -> Optional.ofNullable(method.getAnnotation(DisplayName.class)).stream())
                        .map(DisplayName::value)
                        .sorted()
                        .toList(),
                shown);
        String order = String.join(
                ", ",
                SCENE.matcher(scenes).results().map(scene -> scene.group(1)).toList());
        assertTrue(scenes.contains("export const SCENES = [" + order + "]"), "shown in the order of the script");
    }

    @Test
    void aCaptionStandsFourSecondsOrLonger() throws IOException {
        // Given
        String player = Files.readString(SCRIPTS.resolve("player.js"));
        // Then
        assertTrue(player.contains("SHORTEST = 4000, PER_CHARACTER = 160;"));
        assertTrue(player.contains("Math.max(SHORTEST, [...words].length * PER_CHARACTER)"));
    }
}
