package lianhu.app.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import lianhu.desk.auth.BootstrapPasswordFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootstrapSecretsTest {
    @Test
    void thePasswordIsShownWhenItIsMadeAndNeverAgain(@TempDir Path data) {
        // Given
        String first = shown(data);

        // When
        String second = shown(data);

        // Then
        String password = first.replaceAll("(?s).*密码 ([0-9A-Z-]+)（.*", "$1");
        assertTrue(
                BootstrapPasswordFile.open(data.resolve("desk-password")).file().verify("desk", password), first);
        assertEquals("", second);
    }

    private static String shown(Path data) {
        PrintStream before = System.out;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            BootstrapSecrets.createPassword(data);
        } finally {
            System.setOut(before);
        }
        return said.toString(StandardCharsets.UTF_8);
    }
}
