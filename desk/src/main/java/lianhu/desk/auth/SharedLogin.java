package lianhu.desk.auth;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * The login that everybody at the desk may share, in its file. The file is read again when it has changed, because
 * another copy of the gateway may use the same file.
 */
final class SharedLogin {
    private record ReadFile(
            BootstrapPasswordFile content,
            FileTime modifiedAt,
            @Nullable Object key) {}

    private final Path path;
    private volatile ReadFile last;

    /** Creates the file if it does not exist. */
    SharedLogin(Path path) {
        this.path = path;
        BootstrapPasswordFile content = BootstrapPasswordFile.open(path).file();
        try {
            last = read(content, Files.readAttributes(path, BasicFileAttributes.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes a third of a second on purpose: never call it on the event loop. */
    boolean verify(String login, String password) {
        boolean isRight = current().verify(login, password);
        if (isRight) {
            BootstrapPasswordFile.recordUse(path);
        }
        return isRight;
    }

    /** Stands for the password; changes with it. It costs a look at the file's attributes, a few microseconds. */
    String passwordHash() {
        return current().passwordHash();
    }

    /** Gives the login a new password, which is returned and stored nowhere. */
    String changePassword() {
        return BootstrapPasswordFile.replace(path);
    }

    private BootstrapPasswordFile current() {
        ReadFile known = last;
        try {
            BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
            if (!now.lastModifiedTime().equals(known.modifiedAt())
                    || !String.valueOf(now.fileKey()).equals(String.valueOf(known.key()))) {
                known = read(BootstrapPasswordFile.read(path), now);
                last = known;
            }
        } catch (NoSuchFileException deleted) {
            return known.content(); // the next start makes a new one
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return known.content();
    }

    private static ReadFile read(BootstrapPasswordFile content, BasicFileAttributes attributes) {
        return new ReadFile(content, attributes.lastModifiedTime(), attributes.fileKey());
    }
}
