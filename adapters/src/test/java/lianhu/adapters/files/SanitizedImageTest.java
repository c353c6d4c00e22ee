package lianhu.adapters.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import lianhu.core.report.ReportRejectedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SanitizedImageTest {
    private static final String[] TRACES = {"GPS", "HomeOfLi", "Exif\0\0II", "xap/1.0", "Photoshop", "JFXX", "film"};

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aJpegKeepsItsPictureAndLosesItsNotes(boolean isProgressive) throws Exception {
        // Given
        byte[] plain = ImageSamples.jpeg(isProgressive);
        byte[] noted = ImageSamples.withNotes(plain, 1);
        // When
        SanitizedImage sanitizedImage = SanitizedImage.sanitize(noted);
        // Then
        assertEquals("image/jpeg", sanitizedImage.mediaType());
        assertArrayEquals(
                ImageSamples.pixels(plain),
                ImageSamples.pixels(sanitizedImage.bytes().array()));
        assertNoTraces(sanitizedImage);
        assertTrue(text(sanitizedImage).contains("ICC_PROFILE"), "the colours stay");
        assertFalse(text(sanitizedImage).contains("Exif"), "an upright picture needs no notes");
    }

    @Test
    void aTurnedJpegStillSaysWhichWayIsUp() throws Exception {
        // Given
        byte[] noted = ImageSamples.withNotes(ImageSamples.jpeg(false), 6);
        // When
        SanitizedImage sanitizedImage = SanitizedImage.sanitize(noted);
        // Then
        assertNoTraces(sanitizedImage);
        ByteReader byteReader = sanitizedImage.bytes();
        int at = text(sanitizedImage).indexOf("Exif\0\0");
        assertEquals(6, ExifOrientation.orientation(byteReader.slice(at + 6, byteReader.length())));
        assertNotNull(ImageSamples.pixels(byteReader.array()));
    }

    @Test
    void strippingTwiceChangesNothing() throws Exception {
        byte[] once = SanitizedImage.sanitize(ImageSamples.withNotes(ImageSamples.jpeg(true), 8))
                .bytes()
                .array();
        assertArrayEquals(once, SanitizedImage.sanitize(once).bytes().array());
    }

    @Test
    void aPngKeepsItsPictureAndLosesItsTexts() throws Exception {
        // Given
        byte[] plain = ImageSamples.png();
        byte[] noted = ImageSamples.pngWithNotes(plain, 3);
        // When
        SanitizedImage sanitizedImage = SanitizedImage.sanitize(noted);
        // Then
        assertEquals("image/png", sanitizedImage.mediaType());
        assertArrayEquals(
                ImageSamples.pixels(plain),
                ImageSamples.pixels(sanitizedImage.bytes().array()));
        assertNoTraces(sanitizedImage);
        assertTrue(text(sanitizedImage).contains("eXIf"), "it was turned");
    }

    @Test
    void aWebpLosesItsNotesAndSaysSo() {
        // Given
        byte[] noted = ImageSamples.webpWithNotes();
        // When
        SanitizedImage sanitizedImage = SanitizedImage.sanitize(noted);
        // Then
        assertEquals("image/webp", sanitizedImage.mediaType());
        assertNoTraces(sanitizedImage);
        assertEquals(0, sanitizedImage.bytes().u8(20) & 0x0C, "flags of EXIF and XMP");
        assertEquals(sanitizedImage.bytes().length() - 8, sanitizedImage.bytes().s32LittleEndian(4));
        assertTrue(text(sanitizedImage).contains("VP8 "));
    }

    @Test
    void whatCannotBeShownIsRefusedWithASentence() throws Exception {
        byte[] jpeg = ImageSamples.jpeg(false);
        assertRefused("HEIC", ("\0\0\0\u0018ftypheic\0\0\0\0").getBytes(StandardCharsets.ISO_8859_1));
        assertRefused("认不出", "<svg onload=alert(1)>".getBytes(StandardCharsets.UTF_8));
        assertRefused("认不出", "<!doctype html><title>登录</title>".getBytes(StandardCharsets.UTF_8));
        assertRefused("认不出", new byte[0]);
        assertRefused("没有传完整", Arrays.copyOf(jpeg, jpeg.length / 2));
        assertRefused("没有传完整", Arrays.copyOf(ImageSamples.png(), 60));
        assertRefused("10 MB", new byte[SanitizedImage.MAX_BYTES + 1]);
    }

    /** Whatever comes in, the answer is a picture or a sentence, never a broken gateway. */
    @Test
    void damagedPicturesNeverBreakAnything() throws Exception {
        Random random = new Random(11);
        byte[][] wholes = {
            ImageSamples.withNotes(ImageSamples.jpeg(true), 6),
            ImageSamples.pngWithNotes(ImageSamples.png(), 3),
            ImageSamples.webpWithNotes()
        };
        for (int run = 0; run < 6000; run++) {
            byte[] damaged = wholes[run % wholes.length].clone();
            for (int i = 0; i <= run % 4; i++) {
                damaged[random.nextInt(Math.min(damaged.length, 700))] = (byte) random.nextInt(256);
            }
            try {
                assertTrue(SanitizedImage.sanitize(damaged).bytes().length() <= damaged.length + 64);
            } catch (ReportRejectedException refused) {
                assertFalse(Objects.toString(refused.getMessage(), "").isEmpty());
            }
        }
    }

    private static void assertRefused(String part, byte[] file) {
        ReportRejectedException refused =
                assertThrows(ReportRejectedException.class, () -> SanitizedImage.sanitize(file));
        assertTrue(String.valueOf(refused.getMessage()).contains(part), refused.getMessage());
    }

    private static void assertNoTraces(SanitizedImage sanitizedImage) {
        for (String trace : TRACES) {
            assertFalse(text(sanitizedImage).contains(trace), trace);
        }
    }

    private static String text(SanitizedImage sanitizedImage) {
        return new String(sanitizedImage.bytes().array(), StandardCharsets.ISO_8859_1);
    }
}
