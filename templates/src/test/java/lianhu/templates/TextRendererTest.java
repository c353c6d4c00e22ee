package lianhu.templates;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextRendererTest {
    @Test
    void everyTextIsOnTheListThatCountiesMayOverride() throws IOException {
        List<String> files = new ArrayList<>();
        for (String folder : List.of("notice", "reply")) {
            try (var paths = Files.list(Path.of(folder))) {
                paths.map(path -> path.getFileName().toString().replace(".txt", ""))
                        .forEach(files::add);
            }
        }
        files.sort(Comparator.naturalOrder());
        assertEquals(files, TextRenderer.NAMES.stream().sorted().toList());
    }
}
