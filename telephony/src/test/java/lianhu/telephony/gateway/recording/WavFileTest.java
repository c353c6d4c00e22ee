package lianhu.telephony.gateway.recording;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;

class WavFileTest {
    private static final int HEADER = 44;

    @Test
    void aRecordingThatAsteriskCouldNotEndIsAsLongAsItsSound() throws Exception {
        byte[] repaired = WavFile.repair(wav(16_000, 0));

        assertEquals(
                8_000,
                AudioSystem.getAudioInputStream(new ByteArrayInputStream(repaired))
                        .getFrameLength());
    }

    @Test
    void theLengthIsThatOfTheSoundWhateverTheHeaderSays() throws Exception {
        assertEquals(2, WavFile.seconds(wav(32_000, 0)));
        assertEquals(1, WavFile.seconds(wav(31_998, 0)));
        assertEquals(0, WavFile.seconds(new byte[1]));
    }

    @Test
    void whatIsNoSuchFileStaysAsItIs() {
        byte[] other = "not a sound, and longer than the header of one would be".getBytes();

        assertArrayEquals(other.clone(), WavFile.repair(other));
        assertArrayEquals(new byte[3], WavFile.repair(new byte[3]));
    }

    @Test
    void theSoundOfALongRecordingIsInItsParts() throws Exception {
        byte[] file = wav(3_300_000, 3_300_000);
        file[HEADER] = 1;
        file[HEADER + 1_600_000] = 2;
        file[HEADER + 3_200_000] = 3;

        List<byte[]> parts = split(file);

        assertEquals(3, parts.size());
        assertEquals(
                List.of(1, 2, 3), parts.stream().map(part -> (int) part[HEADER]).toList());
        long frames = 0;
        for (byte[] part : parts) {
            frames += AudioSystem.getAudioInputStream(new ByteArrayInputStream(part))
                    .getFrameLength();
        }
        assertEquals(1_650_000, frames);
    }

    @Test
    void aRecordingWithoutSoundHasNoPart() {
        assertEquals(List.of(), split(wav(0, 0)));
    }

    private static List<byte[]> split(byte[] file) {
        return WavFile.split(Arrays.copyOf(file, HEADER), Arrays.copyOfRange(file, HEADER, file.length));
    }

    private static byte[] wav(int bytes, int lengthInHeader) {
        return ByteBuffer.allocate(HEADER + bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes())
                .putInt(lengthInHeader == 0 ? 0 : 36 + lengthInHeader)
                .put("WAVEfmt ".getBytes())
                .putInt(16)
                .putShort((short) 1)
                .putShort((short) 1)
                .putInt(8_000)
                .putInt(16_000)
                .putShort((short) 2)
                .putShort((short) 16)
                .put("data".getBytes())
                .putInt(lengthInHeader)
                .array();
    }
}
