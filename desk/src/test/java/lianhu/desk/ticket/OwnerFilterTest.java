package lianhu.desk.ticket;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The box above the owners of a dispatch, with the script of the desk on a page of fakes. */
class OwnerFilterTest {
    @Test
    void aWordThatFitsNobodySaysSo() throws Exception {
        // When
        Process node = new ProcessBuilder(
                        "node",
                        "owners.mjs",
                        Path.of("src/main/resources/META-INF/resources/desk/desk.js")
                                .toAbsolutePath()
                                .toString())
                .directory(Path.of("src", "test", "node").toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        // Then
        assertEquals(0, node.waitFor());
        assertEquals("""
                “水厂” 云溪县水厂
                “没有这家” 没有对得上的
                “” 县住建局,云溪县水厂
                """, printed);
    }
}
