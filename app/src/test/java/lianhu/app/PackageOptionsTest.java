package lianhu.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lianhu.app.support.GatewayProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A package that cannot be made is refused before the long work, and no file is overwritten. */
class PackageOptionsTest {
    @TempDir
    Path folder;

    @Test
    void anImageNeedsABase() throws Exception {
        // When
        GatewayProcess.ExitResult exitResult = pack("--image");

        // Then
        assertEquals(2, exitResult.code(), exitResult.output());
        assertTrue(exitResult.output().contains("用 --base 给出它"), exitResult.output());
    }

    @Test
    void anExistingFileIsLeftAlone() throws Exception {
        // Given
        Path file = Files.writeString(folder.resolve("precious"), "kept");

        // When
        GatewayProcess.ExitResult exitResult = pack("--out", file.toString());

        // Then
        assertEquals(2, exitResult.code(), exitResult.output());
        assertTrue(exitResult.output().contains("不会覆盖它"), exitResult.output());
        assertEquals("kept", Files.readString(file));
    }

    @Test
    void aBaseThatIsNoImageIsRefused() throws Exception {
        // Given
        Path base = Files.write(folder.resolve("base.tar"), new byte[2048]);

        // When
        GatewayProcess.ExitResult exitResult =
                pack("--image", "--base", base.toString(), "--out", folder.resolve("image") + "");

        // Then
        assertEquals(1, exitResult.code(), exitResult.output());
        assertTrue(exitResult.output().contains("不是 OCI 镜像"), exitResult.output());
        assertFalse(Files.exists(folder.resolve("image")));
    }

    private GatewayProcess.ExitResult pack(String... options) throws Exception {
        List<String> words = new ArrayList<>(List.of("package"));
        words.addAll(List.of(options));
        return GatewayProcess.run(
                Map.of("launcher.home", folder.toString(), "launcher.version", "1"), words.toArray(String[]::new));
    }
}
