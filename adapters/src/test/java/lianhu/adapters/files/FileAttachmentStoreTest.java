package lianhu.adapters.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.adapters.sql.PostgresFixture;
import lianhu.core.report.Attachment;
import lianhu.core.report.AttachmentId;
import lianhu.core.report.ReportRejectedException;
import lianhu.core.report.StoreUnavailableException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileAttachmentStoreTest {
    private static final FieldEncryption VAULT =
            new FieldEncryption("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
    private static PostgresFixture postgresFixture;

    @TempDir
    Path data;

    @BeforeAll
    static void open() throws Exception {
        postgresFixture = PostgresFixture.create();
    }

    @AfterAll
    static void close() {
        postgresFixture.close();
    }

    @Test
    void theSamePictureIsKeptOnceWithOrWithoutItsNotes() throws Exception {
        // Given
        FileAttachmentStore store = new FileAttachmentStore(postgresFixture.pool(), VAULT, data);
        byte[] plain = ImageSamples.jpeg(false);
        AttachmentId first = await(store.store(ImageSamples.withNotes(plain, 1)));
        // When
        AttachmentId second = await(store.store(SanitizedImage.sanitize(ImageSamples.withNotes(plain, 1))
                .bytes()
                .array()));
        // Then
        assertEquals(first, second);
        assertEquals(1, postgresFixture.count("SELECT count(*) FROM attachment WHERE sha256 = $1", first.sha256()));
        Attachment found = await(store.find(first)).orElseThrow();
        assertEquals("image/jpeg", found.mediaType());
        assertArrayEquals(ImageSamples.pixels(plain), ImageSamples.pixels(found.bytes()));
    }

    @Test
    void onTheDiskNobodySeesThePicture() throws Exception {
        // Given
        FileAttachmentStore store = new FileAttachmentStore(postgresFixture.pool(), VAULT, data);
        byte[] shown = SanitizedImage.sanitize(ImageSamples.png()).bytes().array();
        // When
        AttachmentId id = await(store.store(ImageSamples.png()));
        // Then
        byte[] kept = Files.readAllBytes(file(id));
        assertFalse(text(kept).contains("PNG"), "the picture lies open");
        assertFalse(text(kept).contains(text(shown).substring(16, 32)), "the picture lies open");
        assertArrayEquals(shown, await(store.find(id)).orElseThrow().bytes());
        FileAttachmentStore stranger =
                new FileAttachmentStore(postgresFixture.pool(), new FieldEncryption(new byte[32]), data);
        assertThrows(StoreUnavailableException.class, () -> await(stranger.find(id)));
    }

    @Test
    void aPictureKeptBeforeTheyWereEncryptedIsReadAndEncryptedWhenItComesAgain() throws Exception {
        // Given
        FileAttachmentStore store = new FileAttachmentStore(postgresFixture.pool(), VAULT, data);
        AttachmentId id = await(store.store(ImageSamples.png()));
        byte[] plain = await(store.find(id)).orElseThrow().bytes();
        Files.write(file(id), plain);
        assertArrayEquals(plain, await(store.find(id)).orElseThrow().bytes());
        // When
        await(store.store(ImageSamples.png()));
        // Then
        assertFalse(text(Files.readAllBytes(file(id))).contains("PNG"));
        assertArrayEquals(plain, await(store.find(id)).orElseThrow().bytes());
    }

    @Test
    void aFileWithoutAReportIsDeletedAfterTwoDays() throws Exception {
        // Given
        FileAttachmentStore store = new FileAttachmentStore(postgresFixture.pool(), VAULT, data);
        AttachmentId photo = await(store.store(ImageSamples.withNotes(ImageSamples.jpeg(false), 3)));

        // When
        List<AttachmentId> early = await(store.findToCheck(Instant.now().plus(Duration.ofDays(1)), 1_000));
        await(store.deleteUnused(photo, Instant.now().plus(Duration.ofDays(3))));

        // Then
        assertFalse(early.contains(photo));
        assertFalse(Files.exists(file(photo)));
    }

    @Test
    void aDeletionThatFailsIsTriedAgain() throws Exception {
        // Given
        FileAttachmentStore store = new FileAttachmentStore(postgresFixture.pool(), VAULT, data);
        AttachmentId photo = await(store.store(ImageSamples.jpeg(false)));
        Instant later = Instant.now().plus(Duration.ofDays(3));
        Files.delete(file(photo));
        Path inTheWay = Files.createFile(Files.createDirectory(file(photo)).resolve("in-the-way"));

        // When
        assertThrows(StoreUnavailableException.class, () -> await(store.deleteUnused(photo, later)));

        // Then
        assertTrue(await(store.findToCheck(later, 1_000)).contains(photo), "it is forgotten");
        Files.delete(inTheWay);
        await(store.deleteUnused(photo, later));
        assertFalse(Files.exists(file(photo)));
        assertFalse(await(store.findToCheck(later, 1_000)).contains(photo));
    }

    @Test
    void anUnknownPictureIsAbsent() {
        FileAttachmentStore store = new FileAttachmentStore(postgresFixture.pool(), VAULT, data);
        assertEquals(Optional.empty(), await(store.find(new AttachmentId("0".repeat(64)))));
    }

    @Test
    void whatIsNoPictureLeavesNothingBehind() {
        // Given
        FileAttachmentStore store = new FileAttachmentStore(postgresFixture.pool(), VAULT, data);
        // When
        assertThrows(ReportRejectedException.class, () -> await(store.store(new byte[] {1, 2, 3})));
        // Then
        assertFalse(Files.exists(data.resolve("photos")));
    }

    @Test
    void aDiskThatTakesNothingMeansTryAgain() throws Exception {
        // Given
        FileAttachmentStore store = new FileAttachmentStore(postgresFixture.pool(), VAULT, data);
        Files.writeString(data.resolve("photos"), "a file where the folder should be");
        byte[] picture = ImageSamples.png();
        long before = postgresFixture.count("SELECT count(*) FROM attachment");
        // When
        assertThrows(StoreUnavailableException.class, () -> await(store.store(picture)));
        // Then
        assertEquals(before, postgresFixture.count("SELECT count(*) FROM attachment"));
        Files.delete(data.resolve("photos"));
        assertTrue(await(store.find(await(store.store(picture)))).isPresent());
    }

    @Test
    void aPictureIsNoWorkForTheEventLoop() throws Exception {
        // Given
        FileAttachmentStore store = new FileAttachmentStore(postgresFixture.pool(), VAULT, data);
        byte[] picture = ImageSamples.jpeg(true);
        // When
        AttachmentId id = await(Uni.createFrom()
                .<AttachmentId>emitter(emitter -> postgresFixture
                        .vertx()
                        .runOnContext(
                                nothing -> store.store(picture).subscribe().with(emitter::complete, emitter::fail))));
        // Then
        assertTrue(await(store.find(id)).isPresent());
        try (var drafts = Files.list(data.resolve("photos"))) {
            assertTrue(drafts.allMatch(Files::isDirectory), "no draft is left");
        }
    }

    private Path file(AttachmentId id) {
        return data.resolve("photos")
                .resolve(id.sha256().substring(0, 2))
                .resolve(id.sha256().substring(2));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(20));
    }
}
