package lianhu.app.maintenance;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import lianhu.adapters.crypto.KeyRing;

/** Writes a zip of entries with authenticated checksums. The file gets its final name only when it is complete and on disk. */
public final class BackupArchive implements AutoCloseable {
    static final String SUMS = "sha256";

    /** Writes one entry and returns a result for the manifest. */
    interface EntryWriter<T> {
        T writeTo(OutputStream out) throws Exception;
    }

    private final Path file;
    private final Path unfinished;
    private final ZipOutputStream zip;
    private final Map<String, String> sums = new TreeMap<>();

    BackupArchive(Path file) throws IOException {
        this.file = file;
        unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        Files.deleteIfExists(unfinished);
        Files.createFile(
                unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        zip = new ZipOutputStream(Files.newOutputStream(unfinished), StandardCharsets.UTF_8);
    }

    <T> T add(String name, EntryWriter<T> entryWriter) throws Exception {
        MessageDigest digest = sha256();
        zip.putNextEntry(new ZipEntry(name));
        DigestOutputStream out = new DigestOutputStream(zip, digest);
        T result = entryWriter.writeTo(out);
        out.flush();
        zip.closeEntry();
        sums.put(name, HexFormat.of().formatHex(digest.digest()));
        return result;
    }

    /** @param keys authenticate the list of checksums, and by it every entry */
    void finish(KeyRing keys) throws IOException {
        StringBuilder lines = new StringBuilder();
        sums.forEach((name, sum) -> lines.append(sum).append("  ").append(name).append('\n'));
        byte[] list = lines.toString().getBytes(StandardCharsets.UTF_8);
        write(SUMS, list);
        write(BackupSignature.NAME, BackupSignature.of(list, keys).getBytes(StandardCharsets.UTF_8));
        zip.close();
        try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private void write(String name, byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(bytes);
        zip.closeEntry();
    }

    /** Deletes the file unless {@link #finish} completed it. */
    @Override
    public void close() throws IOException {
        if (Files.exists(unfinished)) {
            zip.close();
            Files.deleteIfExists(unfinished);
        }
    }

    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String checksumOf(InputStream in) throws IOException {
        MessageDigest digest = sha256();
        byte[] piece = new byte[1 << 16];
        for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
            digest.update(piece, 0, read);
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
