package lianhu.telephony.phone;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/** A sound of one pitch, and how much of it is in what was heard. */
public record Tone(int hertz) {
    private static final int AMPLITUDE = 8_000;
    private static final int QUIET = 100;

    /** Writes a WAV file of telephone quality that every account may read, with a pause of 100 ms at its end. */
    public void write(Path file, Duration length) {
        int samples = (int) (length.toMillis() * Alaw.RATE / 1000);
        byte[] wav = new byte[2 * (samples + Alaw.RATE / 10)];
        for (int i = 0; i < samples; i++) {
            int value = (int) (AMPLITUDE * Math.sin(2 * Math.PI * hertz * i / Alaw.RATE));
            wav[2 * i] = (byte) value;
            wav[2 * i + 1] = (byte) (value >> 8);
        }
        var format = new AudioFormat(Alaw.RATE, 16, 1, true, false);
        try {
            AudioSystem.write(
                    new AudioInputStream(new ByteArrayInputStream(wav), format, wav.length / 2),
                    AudioFileFormat.Type.WAVE,
                    file.toFile());
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The share of this pitch in the frame where it is greatest, from 0 to 1. */
    public double greatestShare(int[] samples) {
        int frame = Alaw.RATE / 10;
        double greatest = 0;
        for (int begin = 0; begin + frame <= samples.length; begin += frame) {
            greatest = Math.max(greatest, share(Arrays.copyOfRange(samples, begin, begin + frame)));
        }
        return greatest;
    }

    /** The share of this pitch in one frame (Goertzel); of silence 0. */
    public double share(int[] frame) {
        double energy = 0;
        double factor = 2 * Math.cos(2 * Math.PI * hertz / Alaw.RATE);
        double last = 0;
        double beforeLast = 0;
        for (int sample : frame) {
            energy += (double) sample * sample;
            double value = sample + factor * last - beforeLast;
            beforeLast = last;
            last = value;
        }
        double power = last * last + beforeLast * beforeLast - factor * last * beforeLast;
        return energy < (double) frame.length * QUIET * QUIET ? 0 : 2 * power / (frame.length * energy);
    }
}
