package lianhu.desk;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DeskStylesTest {
    private static final Path STYLES = Path.of("src/main/resources/META-INF/resources/desk/desk.css");

    /** The pointer still stands on the button that opened: the ground of its hover would leave 1.7 to 1. */
    @Test
    void anOpenedActionHasItsOwnColoursAlsoUnderThePointer() throws IOException {
        assertTrue(Files.readString(STYLES)
                .contains(".do[open]>summary,.do[open]>summary:hover{border-style:dashed;background:var(--surface-2);"
                        + "color:var(--ink);"));
    }
}
