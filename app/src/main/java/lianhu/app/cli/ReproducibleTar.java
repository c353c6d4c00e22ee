package lianhu.app.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** A tar file in which the same content gives the same bytes: sorted names, one date, one owner, two modes. */
final class ReproducibleTar implements AutoCloseable {
    private static final FileTime DATE = FileTime.from(Instant.parse("1980-01-01T00:00:00Z"));
    private static final int EXECUTABLE = 0755;
    private static final int PLAIN = 0644;

    private final TarArchiveOutputStream tar;

    ReproducibleTar(OutputStream out) {
        tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name());
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_STAR);
    }

    /** Adds a file, or a folder with all that is in it. */
    void add(Path source, String name) throws IOException {
        add(source, name, file -> true);
    }

    /** Like {@link #add(Path, String)}, for the files that match. */
    void add(Path source, String name, Predicate<Path> isWanted) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(source)) {
            files = all.filter(isWanted).sorted().toList();
        }
        for (Path file : files) {
            addOne(file, file.equals(source) ? name : name + "/" + source.relativize(file));
        }
    }

    void addText(String name, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(bytes.length);
        put(entry, PLAIN);
        tar.write(bytes);
        tar.closeArchiveEntry();
    }

    /** Adds an empty folder that only this user can read and write. */
    void addPrivateFolder(String name, long user) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name + "/");
        entry.setUserId(user);
        entry.setGroupId(user);
        put(entry, 0700);
        tar.closeArchiveEntry();
    }

    private void addOne(Path file, String name) throws IOException {
        if (Files.isSymbolicLink(file)) {
            TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
            entry.setLinkName(Files.readSymbolicLink(file).toString());
            put(entry, EXECUTABLE);
        } else if (Files.isDirectory(file)) {
            put(new TarArchiveEntry(name + "/"), EXECUTABLE);
        } else {
            TarArchiveEntry entry = new TarArchiveEntry(name);
            entry.setSize(Files.size(file));
            put(entry, Files.isExecutable(file) ? EXECUTABLE : PLAIN);
            Files.copy(file, tar);
        }
        tar.closeArchiveEntry();
    }

    private void put(TarArchiveEntry entry, int mode) throws IOException {
        entry.setLastModifiedTime(DATE);
        entry.setMode(mode);
        tar.putArchiveEntry(entry);
    }

    @Override
    public void close() throws IOException {
        tar.close();
    }
}
