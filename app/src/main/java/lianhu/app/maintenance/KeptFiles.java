package lianhu.app.maintenance;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The files of a data directory that belong to the county's data. The gateway may run meanwhile: only the folders of
 * these files are read, and a file that vanishes is skipped, since nothing refers to it any more.
 */
final class KeptFiles {
    /** The servers' folders are rebuilt from the rows, the API key is generated again, the master key is kept apart. */
    static final Set<String> ROOTS = Set.of("photos", "desk-password", "desk-first-password");

    private static final String DRAFT = ".tmp";

    /** Does something with one file. */
    interface FileAction<E extends Exception> {
        /** @throws NoSuchFileException when the file has vanished */
        void accept(Path file) throws IOException, E;
    }

    /**
     * Calls the action with each file, in the order of the names.
     *
     * @throws IOException the first failure other than a vanished file; the work is not complete then
     */
    static <E extends Exception> void forEach(Path data, FileAction<E> action) throws IOException, E {
        for (Path file : list(data)) {
            try {
                action.accept(file);
            } catch (NoSuchFileException vanished) {
                if (Files.exists(file)) {
                    throw vanished; // another file is missing, and it is not known to be superfluous
                }
            }
        }
    }

    private static List<Path> list(Path data) throws IOException {
        Collection<Path> found = new TreeSet<>();
        for (String root : ROOTS) {
            Files.walkFileTree(data.resolve(root), new Collector(found));
        }
        return List.copyOf(found);
    }

    private static final class Collector extends SimpleFileVisitor<Path> {
        private final Collection<Path> found;

        private Collector(Collection<Path> found) {
            this.found = found;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && !file.toString().endsWith(DRAFT)) {
                found.add(file);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
            if (failure != null && !(failure instanceof NoSuchFileException)) {
                throw failure;
            }
            return FileVisitResult.CONTINUE;
        }
    }

    private KeptFiles() {}
}
