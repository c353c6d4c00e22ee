package lianhu.app.boot;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lists the versions of the files in {@code db/migration}, packed or in a folder, so that no constant repeats the
 * newest one.
 */
public final class MigrationFiles {
    private static final String FOLDER = "db/migration/";

    /** A file that is never renamed: a folder need not be an entry of its jar, a file always is. */
    private static final String FIRST = FOLDER + "V1__baseline.sql";

    private static final Pattern NAME = Pattern.compile("V(\\d+)__\\w+\\.sql");

    /** The versions in ascending order; empty where the class path is neither jars nor folders. */
    public static TreeSet<Integer> versions() {
        URL first = Thread.currentThread().getContextClassLoader().getResource(FIRST);
        if (first == null) {
            throw new IllegalStateException(FIRST + " is missing");
        }
        try (Stream<String> names = names(first)) {
            TreeSet<Integer> versions = new TreeSet<>();
            names.map(NAME::matcher)
                    .filter(name -> name.matches())
                    .forEach(name -> versions.add(version(name.group(1))));
            return versions;
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("the migrations cannot be listed", e);
        }
    }

    private static Stream<String> names(URL first) throws IOException, URISyntaxException {
        if (first.getProtocol().equals("file")) {
            Path folder = folderOf(first.toURI());
            return folder == null
                    ? Stream.empty()
                    : Files.list(folder).map(file -> file.getFileName().toString());
        }
        if (first.openConnection() instanceof JarURLConnection jar) {
            return jar.getJarFile().stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.startsWith(FOLDER))
                    .map(name -> name.substring(FOLDER.length()));
        }
        return Stream.empty();
    }

    private static @Nullable Path folderOf(URI first) {
        return Path.of(first).getParent();
    }

    private static int version(String digits) {
        return Integer.parseInt(digits);
    }

    private MigrationFiles() {}
}
