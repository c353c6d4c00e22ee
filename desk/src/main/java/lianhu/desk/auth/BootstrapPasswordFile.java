package lianhu.desk.auth;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import lianhu.desk.format.StaffMember;

/**
 * The first login, in a file that only the gateway's own user can read: a PBKDF2 hash of the password, never the password
 * itself. Backups contain the file, so it holds nothing that signs a session.
 */
public final class BootstrapPasswordFile {
    public static final String LOGIN = StaffMember.SHARED;

    /** OWASP's figure of 2023 for PBKDF2 with HMAC-SHA-256. */
    static final int ROUNDS = 600_000;

    private static final int BITS = 256;
    /** Without 0 O 1 I L, which look alike on a screen. 16 letters of 31 have 79 bits. */
    private static final String LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] salt;
    private final int rounds;
    private final byte[] verifier;

    private BootstrapPasswordFile(Properties stored) {
        salt = bytes(stored, "salt");
        rounds = Integer.parseInt(stored.getProperty("rounds", ""));
        verifier = bytes(stored, "verifier");
    }

    /** @param password the password of a new file; the file does not contain it */
    public record OpenResult(BootstrapPasswordFile file, Optional<String> password) {
        @Override
        public String toString() {
            return "OpenResult[" + (password.isPresent() ? "new" : "existing") + "]";
        }
    }

    /** Creates the file if it does not exist; of two instances that start together, one creates it. */
    public static OpenResult open(Path path) {
        try {
            if (Files.exists(path)) {
                return new OpenResult(read(path), Optional.empty());
            }
            String password = randomPassword();
            boolean isNew = create(path, password);
            return new OpenResult(read(path), isNew ? Optional.of(password) : Optional.empty());
        } catch (IOException e) {
            throw new UncheckedIOException("口令文件读写不了：" + path, e);
        }
    }

    /** Creates the file with this password; false when there is one already. */
    public static boolean create(Path path, String password) {
        try {
            write(path, password);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("口令文件写不进去：" + path, e);
        }
    }

    /**
     * Where the first password lies beside the file until somebody has logged in with it, encrypted by the county's key,
     * so that a start can show it again.
     */
    public static Path firstPasswordOf(Path path) {
        return path.resolveSibling("desk-first-password");
    }

    /** To be called after a login: the first password is not shown any more. */
    public static void recordUse(Path path) {
        try {
            Files.deleteIfExists(firstPasswordOf(path));
        } catch (IOException e) {
            throw new UncheckedIOException("口令文件删不掉：" + firstPasswordOf(path), e);
        }
    }

    /** Takes a third of a second on purpose: never call it on the event loop. */
    public boolean verify(String login, String password) {
        boolean isKnown = MessageDigest.isEqual(
                LOGIN.getBytes(StandardCharsets.UTF_8), login.strip().getBytes(StandardCharsets.UTF_8));
        boolean isRight = MessageDigest.isEqual(verifier, derive(plain(password), salt, rounds));
        return isKnown && isRight;
    }

    /** Stands for the password without revealing it. */
    String passwordHash() {
        return rounds + ":" + text(salt) + ":" + text(verifier);
    }

    /** Replaces the password by a new one, which is returned. */
    static String replace(Path path) {
        String password = randomPassword();
        try {
            Path draft = writeDraft(path, password);
            try {
                Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("口令文件写不进去：" + path, e);
        }
        return password;
    }

    static BootstrapPasswordFile read(Path path) throws IOException {
        Properties stored = new Properties();
        try (var in = Files.newBufferedReader(path)) {
            stored.load(in);
        }
        try {
            return new BootstrapPasswordFile(stored);
        } catch (IllegalArgumentException e) {
            throw new IOException("口令文件坏了：" + path + "。删掉它再启动，会生成新的口令", e);
        }
    }

    private static void write(Path path, String password) throws IOException {
        Path draft = writeDraft(path, password);
        try {
            // A hard link fails when the name is taken; a move would replace the file of the other instance.
            Files.createLink(path, draft);
        } finally {
            Files.delete(draft);
        }
    }

    /** Writes under another name, so that the file is complete when it gets its own. */
    private static Path writeDraft(Path path, String password) throws IOException {
        byte[] salt = random(16);
        String text = String.join(
                "\n",
                "login=" + LOGIN,
                "rounds=" + ROUNDS,
                "salt=" + text(salt),
                "verifier=" + text(derive(plain(password), salt, ROUNDS)),
                "");
        Path draft =
                path.resolveSibling(path.getFileName() + "." + text(random(6)).replace('/', '_'));
        Files.createFile(draft, ownerOnly(path));
        Files.writeString(draft, text, StandardOpenOption.TRUNCATE_EXISTING);
        return draft;
    }

    private static FileAttribute<?>[] ownerOnly(Path path) {
        Set<PosixFilePermission> ours = PosixFilePermissions.fromString("rw-------");
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(ours)}
                : new FileAttribute<?>[0];
    }

    static byte[] derive(char[] password, byte[] salt, int rounds) {
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(password, salt, rounds, BITS))
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The password as compared: in capitals and without dashes. */
    static char[] plain(String password) {
        StringBuilder plain = new StringBuilder();
        password.toUpperCase(java.util.Locale.ROOT)
                .chars()
                .filter(c -> LETTERS.indexOf(c) >= 0)
                .forEach(c -> plain.append((char) c));
        return plain.toString().toCharArray();
    }

    public static String randomPassword() {
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < 16; i++) {
            password.append(i > 0 && i % 4 == 0 ? "-" : "").append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return password.toString();
    }

    static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private static byte[] bytes(Properties stored, String name) {
        byte[] bytes = Base64.getDecoder().decode(stored.getProperty(name, ""));
        if (bytes.length == 0) {
            throw new IllegalArgumentException(name);
        }
        return bytes;
    }

    private static String text(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
