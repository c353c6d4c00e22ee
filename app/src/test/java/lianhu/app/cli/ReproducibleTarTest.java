package lianhu.app.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Owner, date and rights of the machine that packs leave no trace. */
class ReproducibleTarTest {
    @TempDir
    Path folder;

    @Test
    void theSameContentGivesTheSameBytes() throws IOException {
        // Given
        byte[] first = tar(tree("one", "rw-------"));

        // When
        Path other = tree("two", "rw-rw-r--");
        Files.setLastModifiedTime(other.resolve("b.txt"), FileTime.from(Instant.parse("2001-01-01T00:00:00Z")));

        // Then
        assertArrayEquals(first, tar(other));
    }

    @Test
    void programsStayProgramsAndLinksStayLinks() throws IOException {
        List<String> entries = new ArrayList<>();
        try (TarArchiveInputStream in =
                new TarArchiveInputStream(new ByteArrayInputStream(tar(tree("one", "rw-r--r--"))))) {
            for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.add("%s %o %d %s"
                        .formatted(
                                entry.getName(), entry.getMode() & 0777, entry.getLongUserId(), entry.getLinkName()));
            }
        }
        assertEquals(
                List.of(
                        "top/ 755 0 ",
                        "top/a/ 755 0 ",
                        "top/a/run 755 0 ",
                        "top/b.txt 644 0 ",
                        "top/c 755 0 b.txt",
                        "top/packed 644 0 ",
                        "data/ 700 10001 "),
                entries);
    }

    private Path tree(String name, String rights) throws IOException {
        Path top = Files.createDirectories(folder.resolve(name));
        Files.createDirectories(top.resolve("a"));
        Files.writeString(top.resolve("a/run"), "#!/bin/sh\n");
        Files.setPosixFilePermissions(top.resolve("a/run"), PosixFilePermissions.fromString("rwx------"));
        Files.writeString(top.resolve("b.txt"), "words");
        Files.setPosixFilePermissions(top.resolve("b.txt"), PosixFilePermissions.fromString(rights));
        Files.writeString(top.resolve("left-out"), name);
        Files.createSymbolicLink(top.resolve("c"), Path.of("b.txt"));
        return top;
    }

    private static byte[] tar(Path top) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ReproducibleTar tar = new ReproducibleTar(out)) {
            tar.add(top, "top", file -> !file.endsWith("left-out"));
            tar.addText("top/packed", "1\n");
            tar.addPrivateFolder("data", 10_001);
        }
        return out.toByteArray();
    }
}
