package lianhu.app.maintenance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import lianhu.adapters.crypto.KeyRing;
import org.jspecify.annotations.NullUnmarked;

/** Changes a backup as somebody does who has the file: the checksums agree again, the signature only with the key. */
@NullUnmarked
final class BackupForgery {
    static Path of(Path backup, Path target, UnaryOperator<String> manifest) throws IOException {
        return write(target, changed(entries(backup), manifest));
    }

    static Path signed(Path backup, Path target, UnaryOperator<String> manifest, KeyRing keys) throws IOException {
        Map<String, byte[]> entries = changed(entries(backup), manifest);
        entries.put(BackupSignature.NAME, utf8(BackupSignature.of(entries.get(BackupArchive.SUMS), keys)));
        return write(target, entries);
    }

    static Path unsigned(Path backup, Path target) throws IOException {
        Map<String, byte[]> entries = entries(backup);
        entries.remove(BackupSignature.NAME);
        return write(target, entries);
    }

    private static Map<String, byte[]> changed(Map<String, byte[]> entries, UnaryOperator<String> manifest) {
        entries.computeIfPresent(
                BackupManifest.NAME, (name, bytes) -> utf8(manifest.apply(new String(bytes, StandardCharsets.UTF_8))));
        byte[] signature = entries.remove(BackupSignature.NAME);
        entries.remove(BackupArchive.SUMS);
        StringBuilder sums = new StringBuilder();
        entries.forEach((name, bytes) -> sums.append(
                        HexFormat.of().formatHex(BackupArchive.sha256().digest(bytes)))
                .append("  ")
                .append(name)
                .append('\n'));
        entries.put(BackupArchive.SUMS, utf8(sums.toString()));
        entries.put(BackupSignature.NAME, signature);
        return entries;
    }

    private static Map<String, byte[]> entries(Path backup) throws IOException {
        Map<String, byte[]> entries = new TreeMap<>();
        try (ZipFile zip = new ZipFile(backup.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        return entries;
    }

    private static Path write(Path target, Map<String, byte[]> entries) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(target))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
                out.closeEntry();
            }
        }
        return target;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private BackupForgery() {}
}
