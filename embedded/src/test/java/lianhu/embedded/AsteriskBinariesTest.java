package lianhu.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AsteriskBinariesTest {
    @TempDir
    Path folder;

    @Test
    void itIsFetchedOnceAndRuns() {
        // Given
        Path home;
        try {
            home = AsteriskBinaries.ofThisMachine(AsteriskForTests.CACHE).home();
        } catch (EmbeddedException e) {
            throw AsteriskForTests.skipped(e);
        }
        // When
        Path again = new AsteriskBinaries(AsteriskForTests.CACHE, () -> "", "amd64").home();
        // Then
        assertEquals(home, again);
        assertTrue(
                ProcessRunner.run(AsteriskBinaries.command(home), "-V").output().startsWith("Asterisk 22."));
    }

    @Test
    void anotherMachineIsNamed() {
        assertEquals("""
                电话用的 Asterisk 取不到：这台机器是 riscv64，只有 amd64 能自动取得。其余功能照常；要用电话，可以在设置里填写自己的 Asterisk。
                Asterisk cannot be had: Only amd64 is supported, this is riscv64. Everything else works.""", refusal("file:/nowhere/debian", "riscv64"));
    }

    @Test
    void aSystemWithoutADebianMirrorIsNamed() {
        assertTrue(refusal("", "amd64").contains("系统的软件源里没有 Debian 的镜像"));
    }

    @Test
    void aMirrorThatDoesNotAnswerIsNamed() throws IOException {
        assertTrue(refusal("http://127.0.0.1:1/debian", "amd64").contains("软件包取不到，或签名不对"));
        assertEquals(List.of(), leftIn(folder));
    }

    /** A person who can change what a mirror sends must not choose what runs here. */
    @Test
    void packagesWithoutASignatureAreNotUsed() throws IOException {
        // Given
        Path dist = Files.createDirectories(folder.resolve("mirror/debian/dists/forky/main/binary-amd64"));
        Files.writeString(dist.resolve("Packages"), "");
        Files.writeString(
                folder.resolve("mirror/debian/dists/forky/Release"),
                "Suite: forky\nCodename: forky\nComponents: main\nArchitectures: amd64\n");
        // When
        String refused = refusal("file:" + folder.resolve("mirror/debian"), "amd64");
        // Then
        assertTrue(refused.contains("软件包取不到，或签名不对"), refused);
        assertEquals(List.of(), leftIn(folder.resolve("cache")));
    }

    private String refusal(String mirror, String machine) {
        var binaries = new AsteriskBinaries(folder.resolve("cache"), () -> mirror, machine);
        EmbeddedException refused = assertThrows(EmbeddedException.class, binaries::home);
        assertEquals(StartFailure.UNUSABLE_BINARIES, refused.failure());
        return String.valueOf(refused.getMessage());
    }

    private static List<Path> leftIn(Path cache) throws IOException {
        try (var entries = Files.walk(cache)) {
            return entries.filter(Files::isRegularFile).toList();
        }
    }
}
