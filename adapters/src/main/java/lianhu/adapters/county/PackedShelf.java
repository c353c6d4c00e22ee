package lianhu.adapters.county;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/**
 * A folder packed with the program.
 *
 * @param root with a slash at its end
 */
record PackedShelf(ClassLoader loader, String root) implements CountyFolder.Shelf {
    /** Every county has it. */
    private static final String LANDMARK = "county.yaml";

    @Override
    public Optional<byte[]> bytes(String file) {
        try (InputStream in = loader.getResourceAsStream(root + file)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<String> below(String folder) {
        URL landmark = loader.getResource(root + LANDMARK);
        if (landmark == null) {
            return List.of();
        }
        try {
            return landmark.openConnection() instanceof JarURLConnection inJar
                    ? packed(inJar.getJarFileURL(), folder)
                    : unpacked(landmark, folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> packed(URL jar, String folder) throws IOException {
        try (JarFile file = new JarFile(Path.of(URI.create(jar.toString())).toFile())) {
            return file.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(ZipEntry::getName)
                    .filter(name -> name.startsWith(root + folder + "/"))
                    .map(name -> name.substring(root.length()))
                    .sorted()
                    .toList();
        }
    }

    /** While the program is being built or tested. */
    private static List<String> unpacked(URL landmark, String folder) {
        return landmark.getProtocol().equals("file")
                ? new OpenShelf(Path.of(URI.create(landmark.toString())).resolveSibling("")).below(folder)
                : List.of();
    }
}
