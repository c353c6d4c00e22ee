package lianhu.desk.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.security.Authenticated;
import jakarta.ws.rs.Path;
import java.nio.file.Files;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PageProtectionTest {
    private static final java.nio.file.Path CLASSES = java.nio.file.Path.of("target", "classes");

    @Test
    void everyPageOfTheDeskButTheLoginAsksForASession() throws Exception {
        // Given
        TreeSet<String> open = new TreeSet<>();
        int pages = 0;
        try (Stream<java.nio.file.Path> files = Files.walk(CLASSES.resolve("lianhu/desk"))) {
            for (java.nio.file.Path file :
                    files.filter(one -> one.toString().endsWith(".class")).toList()) {
                String name =
                        CLASSES.relativize(file).toString().replace('/', '.').replaceAll("\\.class$", "");
                Class<?> type = Class.forName(name, false, getClass().getClassLoader());
                if (type.isAnnotationPresent(Path.class)) {
                    pages++;
                    if (!type.isAnnotationPresent(Authenticated.class)) {
                        open.add(type.getSimpleName());
                    }
                }
            }
        }
        // Then
        assertTrue(pages >= 12, "pages: " + pages);
        assertEquals(List.of("DemoPage", "LoginPage"), List.copyOf(open));
    }
}
