package lianhu.adapters.files;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.adapters.sql.PgTimestamps;
import lianhu.core.intake.AttachmentStore;
import lianhu.core.report.Attachment;
import lianhu.core.report.AttachmentId;
import lianhu.core.report.ReportRejectedException;
import lianhu.core.report.StoreUnavailableException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Photos and voices in {@code <data>/photos}, one file each, named by the hash of what is left after stripping, and encrypted: who
 * carries the disk away sees nothing. Those kept before that lie as they came; they are read as they are, and encrypted when
 * the same picture comes again. A file is whole or not there: it is written under another name, forced to the disk and then
 * renamed; the row comes last. Disk work runs on virtual threads.
 */
@Singleton
public final class FileAttachmentStore implements AttachmentStore {
    private static final String INSERT = "INSERT INTO attachment (sha256, media_type, size_bytes) VALUES ($1, $2, $3)"
            + " ON CONFLICT (sha256) DO UPDATE SET check_at = excluded.check_at";
    private static final String FIND = "SELECT media_type FROM attachment WHERE sha256 = $1";
    private static final String FIND_TO_CHECK =
            "SELECT sha256 FROM attachment WHERE check_at <= $1 ORDER BY check_at LIMIT $2";
    private static final String DELETE_UNUSED = """
            DELETE FROM attachment a WHERE sha256 = $1 AND check_at <= $2
              AND NOT EXISTS (SELECT FROM ticket_attachment t WHERE t.sha256 = a.sha256)""";
    private static final String KEEP_USED =
            "UPDATE attachment SET check_at = NULL WHERE sha256 = $1 AND check_at <= $2";

    private final Pool pool;
    private final FieldEncryption fieldEncryption;
    private final Path folder;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("photos-", 0).factory());

    /** @param data the data directory; {@code photos} is made in it with the first photo */
    public FileAttachmentStore(
            Pool pool, FieldEncryption fieldEncryption, @ConfigProperty(name = "lianhu.data-dir") Path data) {
        this.pool = pool;
        this.fieldEncryption = fieldEncryption;
        this.folder = data.resolve("photos");
    }

    @Override
    public Uni<AttachmentId> store(byte[] bytes) {
        return store(() -> {
            SanitizedImage sanitizedImage = SanitizedImage.sanitize(bytes);
            return write(sanitizedImage.bytes().array(), sanitizedImage.mediaType(), "");
        });
    }

    @Override
    public Uni<AttachmentId> storeVoice(byte[] bytes) {
        return store(() -> {
            AudioFile audioFile = AudioFile.parse(bytes);
            return write(audioFile.bytes().array(), audioFile.mediaType(), audioFile.extension());
        });
    }

    private Uni<AttachmentId> store(Supplier<StoredFile> write) {
        return Uni.createFrom()
                .item(write)
                .runSubscriptionOn(threads)
                .chain(storedFile -> pool.preparedQuery(INSERT)
                        .execute(Tuple.of(storedFile.id().sha256(), storedFile.mediaType(), storedFile.size()))
                        .replaceWith(storedFile.id()))
                .chain(id -> Files.exists(file(id))
                        ? Uni.createFrom().item(id)
                        // Deleted between the two steps, because no ticket had it any more.
                        : Uni.createFrom()
                                .item(write)
                                .runSubscriptionOn(threads)
                                .map(StoredFile::id))
                .onFailure(failure -> !(failure instanceof ReportRejectedException)
                        && !(failure instanceof StoreUnavailableException))
                .transform(failure -> new StoreUnavailableException("the photo could not be kept", failure));
    }

    @Override
    public Uni<Optional<Attachment>> find(AttachmentId id) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(id.sha256()))
                .map(FileAttachmentStore::mediaType)
                .chain(type -> type.isEmpty()
                        ? Uni.createFrom().item(Optional.<Attachment>empty())
                        : Uni.createFrom()
                                .item(() -> Optional.of(new Attachment(type.get(), read(id))))
                                .runSubscriptionOn(threads))
                .onFailure(failure -> !(failure instanceof StoreUnavailableException))
                .transform(failure -> new StoreUnavailableException("the photo could not be read", failure));
    }

    /** Files that a ticket let go of, or that came two days ago; some of them are in use. */
    public Uni<List<AttachmentId>> findToCheck(Instant now, int limit) {
        return pool.preparedQuery(FIND_TO_CHECK)
                .execute(Tuple.of(PgTimestamps.toOffsetDateTime(now), (long) limit))
                .map(rows -> {
                    List<AttachmentId> ids = new ArrayList<>();
                    rows.forEach(row -> ids.add(new AttachmentId(row.getString("sha256"))));
                    return ids;
                });
    }

    /** Deletes the file if no ticket has it. The row goes with the file or stays: a failed deletion is tried again. */
    public Uni<Void> deleteUnused(AttachmentId id, Instant now) {
        Tuple values = Tuple.of(id.sha256(), PgTimestamps.toOffsetDateTime(now));
        return pool.withTransaction(connection -> connection
                .preparedQuery(DELETE_UNUSED)
                .execute(values)
                .chain(deleted -> deleted.rowCount() == 0
                        ? connection.preparedQuery(KEEP_USED).execute(values).replaceWithVoid()
                        : Uni.createFrom()
                                .<Void>item(() -> {
                                    delete(id);
                                    return null;
                                })
                                .runSubscriptionOn(threads)));
    }

    private record StoredFile(AttachmentId id, String mediaType, int size) {}

    private static Optional<String> mediaType(RowSet<Row> rows) {
        for (Row row : rows) {
            return Optional.of(row.getString(0));
        }
        return Optional.empty();
    }

    private StoredFile write(byte[] bytes, String mediaType, String ending) {
        AttachmentId id = new AttachmentId(HexFormat.of().formatHex(sha256(bytes)) + ending);
        Path file = file(id);
        try {
            if (!Files.exists(file) || Files.size(file) != FieldEncryption.encryptedSize(bytes.length)) {
                Files.createDirectories(file.getParent());
                Path draft = Files.createTempFile(folder, "draft", ".tmp");
                try {
                    writeDurably(draft, fieldEncryption.encrypt(bytes));
                    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
                    syncDirectory(file);
                } finally {
                    Files.deleteIfExists(draft);
                }
            }
        } catch (IOException e) {
            throw new StoreUnavailableException("the photo could not be written to disk", e);
        }
        return new StoredFile(id, mediaType, bytes.length);
    }

    private byte[] read(AttachmentId id) {
        try {
            byte[] kept = Files.readAllBytes(file(id));
            return FieldEncryption.isEncrypted(kept) ? fieldEncryption.decryptBytes(kept) : kept;
        } catch (IOException e) {
            throw new StoreUnavailableException("the photo could not be read from disk", e);
        }
    }

    private void delete(AttachmentId id) {
        try {
            if (Files.deleteIfExists(file(id))) {
                syncDirectory(file(id));
            }
        } catch (IOException e) {
            throw new StoreUnavailableException("the photo could not be deleted from disk", e);
        }
    }

    /** Two characters make the folder, so that none grows too long to list. */
    private Path file(AttachmentId id) {
        return folder.resolve(id.sha256().substring(0, 2)).resolve(id.sha256().substring(2));
    }

    private static void writeDurably(Path draft, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    /** A rename lasts only when the folders that name the file are forced to the disk as well. */
    private void syncDirectory(Path file) throws IOException {
        for (Path named = file.getParent(); named != null && named.startsWith(folder); named = named.getParent()) {
            try (FileChannel channel = FileChannel.open(named, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
