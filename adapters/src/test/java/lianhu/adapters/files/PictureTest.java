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

class PictureTest {
    private static final String[] TRACES = {"GPS", "HomeOfLi", "Exif\0\0II", "xap/1.0", "Photoshop", "JFXX", "film"};

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aJpegKeepsItsPictureAndLosesItsNotes(boolean isProgressive) throws Exception {
        // Given
        byte[] plain = Samples.jpeg(isProgressive);
        byte[] noted = Samples.withNotes(plain, 1);
        // When
        Picture picture = Picture.of(noted);
        // Then
        assertEquals("image/jpeg", picture.mediaType());
        assertArrayEquals(Samples.pixels(plain), Samples.pixels(picture.bytes().array()));
        assertNoTraces(picture);
        assertTrue(text(picture).contains("ICC_PROFILE"), "the colours stay");
        assertFalse(text(picture).contains("Exif"), "an upright picture needs no notes");
    }

    @Test
    void aTurnedJpegStillSaysWhichWayIsUp() throws Exception {
        // Given
        byte[] noted = Samples.withNotes(Samples.jpeg(false), 6);
        // When
        Picture picture = Picture.of(noted);
        // Then
        assertNoTraces(picture);
        Bytes bytes = picture.bytes();
        int at = text(picture).indexOf("Exif\0\0");
        assertEquals(6, Exif.orientation(bytes.part(at + 6, bytes.length())));
        assertNotNull(Samples.pixels(bytes.array()));
    }

    @Test
    void strippingTwiceChangesNothing() throws Exception {
        byte[] once =
                Picture.of(Samples.withNotes(Samples.jpeg(true), 8)).bytes().array();
        assertArrayEquals(once, Picture.of(once).bytes().array());
    }

    @Test
    void aPngKeepsItsPictureAndLosesItsTexts() throws Exception {
        // Given
        byte[] plain = Samples.png();
        byte[] noted = Samples.pngWithNotes(plain, 3);
        // When
        Picture picture = Picture.of(noted);
        // Then
        assertEquals("image/png", picture.mediaType());
        assertArrayEquals(Samples.pixels(plain), Samples.pixels(picture.bytes().array()));
        assertNoTraces(picture);
        assertTrue(text(picture).contains("eXIf"), "it was turned");
    }

    @Test
    void aWebpLosesItsNotesAndSaysSo() {
        // Given
        byte[] noted = Samples.webpWithNotes();
        // When
        Picture picture = Picture.of(noted);
        // Then
        assertEquals("image/webp", picture.mediaType());
        assertNoTraces(picture);
        assertEquals(0, picture.bytes().u8(20) & 0x0C, "flags of EXIF and XMP");
        assertEquals(picture.bytes().length() - 8, picture.bytes().s32LittleEndian(4));
        assertTrue(text(picture).contains("VP8 "));
    }

    @Test
    void whatCannotBeShownIsRefusedWithASentence() throws Exception {
        byte[] jpeg = Samples.jpeg(false);
        assertRefused("HEIC", ("\0\0\0\u0018ftypheic\0\0\0\0").getBytes(StandardCharsets.ISO_8859_1));
        assertRefused("认不出", "<svg onload=alert(1)>".getBytes(StandardCharsets.UTF_8));
        assertRefused("认不出", "<!doctype html><title>登录</title>".getBytes(StandardCharsets.UTF_8));
        assertRefused("认不出", new byte[0]);
        assertRefused("没有传完整", Arrays.copyOf(jpeg, jpeg.length / 2));
        assertRefused("没有传完整", Arrays.copyOf(Samples.png(), 60));
        assertRefused("10 MB", new byte[Picture.LARGEST + 1]);
    }

    /** Whatever comes in, the answer is a picture or a sentence, never a broken gateway. */
    @Test
    void damagedPicturesNeverBreakAnything() throws Exception {
        Random random = new Random(11);
        byte[][] wholes = {
            Samples.withNotes(Samples.jpeg(true), 6), Samples.pngWithNotes(Samples.png(), 3), Samples.webpWithNotes()
        };
        for (int run = 0; run < 6000; run++) {
            byte[] damaged = wholes[run % wholes.length].clone();
            for (int i = 0; i <= run % 4; i++) {
                damaged[random.nextInt(Math.min(damaged.length, 700))] = (byte) random.nextInt(256);
            }
            try {
                assertTrue(Picture.of(damaged).bytes().length() <= damaged.length + 64);
            } catch (ReportRejectedException refused) {
                assertFalse(Objects.toString(refused.getMessage(), "").isEmpty());
            }
        }
    }

    private static void assertRefused(String part, byte[] file) {
        ReportRejectedException refused = assertThrows(ReportRejectedException.class, () -> Picture.of(file));
        assertTrue(String.valueOf(refused.getMessage()).contains(part), refused.getMessage());
    }

    private static void assertNoTraces(Picture picture) {
        for (String trace : TRACES) {
            assertFalse(text(picture).contains(trace), trace);
        }
    }

    private static String text(Picture picture) {
        return new String(picture.bytes().array(), StandardCharsets.ISO_8859_1);
    }
}
