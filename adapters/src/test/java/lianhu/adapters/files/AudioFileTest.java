package lianhu.adapters.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import lianhu.core.report.ReportRejectedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AudioFileTest {
    @Test
    void whatWeChatRecordsIsKeptAsItCame() throws IOException {
        // Given
        byte[] tone;
        try (InputStream file = Objects.requireNonNull(AudioFileTest.class.getResourceAsStream("tone.amr"))) {
            tone = file.readAllBytes();
        }
        // When
        AudioFile audioFile = AudioFile.parse(tone);
        // Then
        assertEquals("audio/amr", audioFile.mediaType());
        assertArrayEquals(tone, audioFile.bytes().array());
    }

    @ParameterizedTest
    @CsvSource({
        "'#!AMR-WB\n', audio/amr-wb",
        "OggS, audio/ogg",
        "ID3, audio/mpeg",
        "'\u00FF\u00FB\u0090', audio/mpeg",
        "'\u0002#!SILK_V3', audio/silk"
    })
    void theKindIsSeenInTheBytes(String begins, String type) {
        // When
        AudioFile audioFile = AudioFile.parse(begins.getBytes(StandardCharsets.ISO_8859_1));
        // Then
        assertEquals(type, audioFile.mediaType());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "\u0089PNG\r\n\u001A\n", "\u00FF\u00D8\u00FF\u00E0", "#!AMR"})
    void whatIsNoVoiceIsRefused(String begins) {
        // Given
        byte[] file = begins.getBytes(StandardCharsets.ISO_8859_1);
        // When Then
        assertThrows(ReportRejectedException.class, () -> AudioFile.parse(file));
    }

    @Test
    void aVoiceOfMoreThanTwoMegabytesIsRefused() {
        // Given
        byte[] longer = Arrays.copyOf("#!AMR\n".getBytes(StandardCharsets.US_ASCII), AudioFile.MAX_BYTES + 1);
        // When Then
        assertThrows(ReportRejectedException.class, () -> AudioFile.parse(longer));
    }
}
