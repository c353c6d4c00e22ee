package lianhu.app.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.desk.auth.BootstrapPasswordFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootstrapSecretsTest {
    private static final FieldEncryption ENCRYPTION = new FieldEncryption(new byte[32]);

    /** A start may fail after the password was shown, for instance by a missing setting. */
    @Test
    void theFirstPasswordIsShownAtEachStartUntilSomebodyHasLoggedIn(@TempDir Path data) throws Exception {
        // Given
        Path file = data.resolve("desk-password");
        String first = shown(data);
        String password = passwordIn(first);

        // When
        String second = shown(data);
        BootstrapPasswordFile.recordUse(file);
        String third = shown(data);

        // Then
        assertTrue(BootstrapPasswordFile.open(file).file().verify("desk", password), first);
        assertEquals(first, second);
        assertEquals("", third);
    }

    @Test
    void theFirstPasswordIsKeptOnlyEncryptedAndForTheOwnerOnly(@TempDir Path data) throws Exception {
        // When
        String password = passwordIn(shown(data));

        // Then
        Path kept = data.resolve("desk-first-password");
        assertFalse(Files.readString(kept, StandardCharsets.ISO_8859_1).contains(password));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)));
        try (var files = Files.list(data)) {
            assertEquals(2, files.count(), "no draft is left");
        }
    }

    @Test
    void aDeletedPasswordFileGetsANewPassword(@TempDir Path data) throws Exception {
        // Given
        String password = passwordIn(shown(data));
        BootstrapPasswordFile.recordUse(data.resolve("desk-password"));

        // When
        Files.delete(data.resolve("desk-password"));
        String other = passwordIn(shown(data));

        // Then
        assertFalse(other.isEmpty());
        assertFalse(other.equals(password));
    }

    private static String passwordIn(String said) {
        return said.replaceAll("(?s).*密码 ([0-9A-Z-]+)（.*", "$1");
    }

    private static String shown(Path data) {
        PrintStream before = System.out;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            BootstrapSecrets.showFirstPassword(data, ENCRYPTION);
        } finally {
            System.setOut(before);
        }
        return said.toString(StandardCharsets.UTF_8);
    }
}
