package lianhu.bench.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The built gateway: the launcher passes its folder, its JVM and the folder of unpacked servers.
 *
 * @param settingNames this build's name of a setting, where it differs from the name used here
 */
public record InstalledApp(Path app, Path java, Path cache, Map<String, String> settingNames) {
    /** The launcher's flags. */
    private static final List<String> FLAGS = List.of(
            "-XX:+UseSerialGC",
            "-Xms64m",
            "-Xmn32m",
            "-Xmx160m",
            "-XX:MetaspaceSize=128m",
            "-XX:TrimNativeHeapInterval=10000",
            "-Dstdout.encoding=UTF-8",
            "-Dstderr.encoding=UTF-8");

    public InstalledApp(Path app, Path java, Path cache) {
        this(app, java, cache, Map.of());
    }

    public static InstalledApp fromProperties() {
        return new InstalledApp(
                Path.of(requiredProperty("app")),
                Path.of(requiredProperty("java")),
                Path.of(requiredProperty("cache")));
    }

    private static String requiredProperty(String name) {
        String value = System.getProperty("lianhu.bench." + name);
        if (value == null) {
            throw new IllegalStateException("-Dlianhu.bench." + name + " is missing: start this by ./lianhu bench");
        }
        return value;
    }

    /**
     * Another build on the same JVM, for comparison.
     *
     * @throws IllegalArgumentException when the folder holds no build
     */
    public InstalledApp other(Path folder, Map<String, String> names) {
        InstalledApp other = new InstalledApp(folder.toAbsolutePath().normalize(), java, cache, names);
        if (!Files.exists(other.jar())) {
            throw new IllegalArgumentException("no quarkus-run.jar in " + other.app);
        }
        return other;
    }

    String settingName(String name) {
        return settingNames.getOrDefault(name, name);
    }

    /** The command line, with the AOT cache when it exists; the first {@code ./lianhu run} creates it. */
    public List<String> flags() {
        List<String> flags = new ArrayList<>(FLAGS);
        if (hasAotCache()) {
            flags.add("-XX:AOTCache=" + aotCache());
        }
        return flags;
    }

    public static List<String> plainFlags() {
        return FLAGS;
    }

    /** The JVM flags, for the result. */
    public String describeFlags() {
        return String.join(" ", FLAGS.subList(0, FLAGS.size() - 2)) + ", " + (hasAotCache() ? "with" : "without")
                + " AOT cache";
    }

    Path jar() {
        return app.resolve("quarkus-run.jar");
    }

    public boolean hasAotCache() {
        return Files.exists(aotCache());
    }

    private Path aotCache() {
        return app.resolve("app.aot");
    }

    /** The database migrations of the build, in order. */
    public List<String> migrations() {
        List<String> found = entries("db/migration/V").entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> version(entry.getKey())))
                .map(Map.Entry::getValue)
                .toList();
        if (found.isEmpty()) {
            throw new IllegalStateException("no migrations in " + app);
        }
        return found;
    }

    private static int version(String file) {
        String name = file.substring(file.lastIndexOf('/') + 1);
        return Integer.parseInt(name.substring(1, name.indexOf("__")));
    }

    /** Reads a county's file that is packed into the application. */
    public Optional<String> county(String county, String file) {
        return entries("counties/" + county + "/" + file).values().stream().findFirst();
    }

    /** Copies a packed county into a folder. */
    public void unpackCounty(String county, Path folder) {
        String prefix = "counties/" + county + "/";
        entries(prefix).forEach((name, text) -> {
            try {
                Path file = folder.resolve(name.substring(prefix.length()));
                if (!name.endsWith("/")) {
                    Files.createDirectories(file.getParent());
                    Files.writeString(file, text);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private Map<String, String> entries(String prefix) {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.walk(app)) {
            for (Path jar :
                    files.filter(file -> file.toString().endsWith(".jar")).toList()) {
                try (JarFile opened = new JarFile(jar.toFile())) {
                    for (JarEntry entry : opened.stream()
                            .filter(one -> one.getName().startsWith(prefix))
                            .toList()) {
                        try (InputStream in = opened.getInputStream(entry)) {
                            texts.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
                        }
                    }
                }
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
