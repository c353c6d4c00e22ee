package lianhu.app.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.desk.auth.BootstrapPasswordFile;

/**
 * The first password of the desk. It is kept, encrypted by the county's key, until somebody has logged in with it, so
 * that a start that fails after it was shown does not lose it.
 */
final class FirstPassword {
    private final Path file;
    private final Path encrypted;
    private final FieldEncryption fieldEncryption;

    FirstPassword(Path file, FieldEncryption fieldEncryption) {
        this.file = file;
        this.encrypted = BootstrapPasswordFile.firstPasswordOf(file);
        this.fieldEncryption = fieldEncryption;
    }

    /** The password while nobody has used it; creates it at the first start. */
    Optional<String> unused() {
        try {
            if (!Files.exists(file)) {
                String password = stored().orElseGet(BootstrapPasswordFile::randomPassword);
                // Encrypted first: after a crash in between, the next start creates the file with the same password.
                store(password);
                BootstrapPasswordFile.create(file, stored().orElse(password));
            }
            return stored().filter(this::isValid);
        } catch (IOException e) {
            throw new UncheckedIOException("口令文件读写不了：" + encrypted, e);
        }
    }

    private boolean isValid(String password) {
        return BootstrapPasswordFile.open(file).file().verify(BootstrapPasswordFile.LOGIN, password);
    }

    /** Empty without a file, and for one that was encrypted by another key. */
    private Optional<String> stored() throws IOException {
        if (!Files.exists(encrypted)) {
            return Optional.empty();
        }
        try {
            return Optional.of(fieldEncryption.decrypt(Files.readAllBytes(encrypted)));
        } catch (IllegalStateException otherKey) {
            return Optional.empty();
        }
    }

    /** Of two copies that start together one creates the file, and the other takes its password from it. */
    private void store(String password) throws IOException {
        if (stored().isPresent()) {
            return;
        }
        Files.deleteIfExists(encrypted);
        Path draft = Files.createTempFile(
                encrypted.toAbsolutePath().getParent(),
                encrypted.getFileName().toString(),
                ".tmp",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.write(draft, fieldEncryption.encrypt(password), StandardOpenOption.SYNC);
            Files.createLink(encrypted, draft);
        } catch (FileAlreadyExistsException otherCopyWasFaster) {
            return;
        } finally {
            Files.delete(draft);
        }
    }
}
