package lianhu.app.boot;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import lianhu.adapters.crypto.KeyRing;

/**
 * The file with the keys of the county, readable by its owner only. Without it stored texts cannot be decrypted. At
 * first it holds one line of Base64; after a key rotation, lines of a name and Base64: a number for each master key,
 * and the keys that outlive the first one.
 */
public final class MasterKeyFile {
    private static final int BYTES = 32;

    /** Creates the file; never overwrites one. */
    public static void ensure(Path file) {
        if (Files.exists(file)) {
            return;
        }
        Path whole = file.resolveSibling(file.getFileName() + ".unfinished");
        try {
            write(whole, Base64.getEncoder().encodeToString(random()) + "\n");
            // A link fails where a rename would silently replace the key that another copy created first.
            Files.createLink(file, whole);
            Files.delete(whole);
        } catch (FileAlreadyExistsException otherCopyWasFaster) {
            read(file);
        } catch (IOException e) {
            throw new StartupException("密钥文件 " + file + " 写不进去：" + e.getMessage() + "。请检查目录的权限和空间。");
        }
    }

    public static KeyRing read(Path file) {
        try {
            return parsed(Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList());
        } catch (IOException | IllegalArgumentException e) {
            throw new StartupException(
                    "密钥文件 " + file + " 读不出来，或内容不对（应是 32 字节的 Base64）。没有它，存下的姓名和原话谁也看不了；请从抄存的那一份放回原处。");
        }
    }

    /** Replaces the file, whole or not at all. */
    public static void replace(Path file, KeyRing keys) {
        StringBuilder lines = new StringBuilder();
        keys.masters()
                .descendingMap()
                .forEach((generation, master) -> lines.append(line(generation.toString(), master)));
        lines.append(line("hash", keys.derivedKeys().hash()));
        lines.append(line("link", keys.derivedKeys().link()));
        lines.append(line("receipt", keys.derivedKeys().receipt()));
        Path whole = file.resolveSibling(file.getFileName() + ".unfinished");
        try {
            write(whole, lines.toString());
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel folder =
                    FileChannel.open(file.toAbsolutePath().resolveSibling("."), StandardOpenOption.READ)) {
                folder.force(true);
            }
        } catch (IOException e) {
            throw new StartupException("密钥文件 " + file + " 写不进去：" + e.getMessage() + "。密钥没有换；请检查目录的权限和空间。");
        }
    }

    public static byte[] random() {
        byte[] key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        return key;
    }

    private static KeyRing parsed(List<String> lines) {
        if (lines.size() == 1) {
            return KeyRing.of(Base64.getDecoder().decode(lines.getFirst()));
        }
        TreeMap<Integer, byte[]> masters = new TreeMap<>();
        Map<String, byte[]> lasting = new HashMap<>();
        for (String line : lines) {
            String[] words = line.split("\\s+", 2);
            if (words.length != 2) {
                throw new IllegalArgumentException("a line of two words");
            }
            byte[] key = Base64.getDecoder().decode(words[1]);
            if (words[0].matches("[0-9]{1,2}")) {
                masters.put(Integer.valueOf(words[0]), key);
            } else {
                lasting.put(words[0], key);
            }
        }
        return KeyRing.of(
                masters,
                Optional.of(new KeyRing.DerivedKeys(
                        requireKey(lasting, "hash"), requireKey(lasting, "link"), requireKey(lasting, "receipt"))));
    }

    private static byte[] requireKey(Map<String, byte[]> lasting, String name) {
        byte[] key = lasting.get(name);
        if (key == null || key.length != BYTES) {
            throw new IllegalArgumentException(name);
        }
        return key;
    }

    private static String line(String name, byte[] key) {
        return name + " " + Base64.getEncoder().encodeToString(key) + "\n";
    }

    private static void write(Path whole, String text) throws IOException {
        Files.deleteIfExists(whole);
        Files.createFile(whole, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(whole, text, StandardOpenOption.SYNC);
    }

    private MasterKeyFile() {}
}
