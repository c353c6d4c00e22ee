package lianhu.app.telephony;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/**
 * The prompts that Asterisk plays: the samples of {@code templates/voice}, each replaced by the file of the same name that the
 * county has recorded in the folder {@code voice} of its county folder. WAV, 8 kHz, 16 bit, mono.
 */
public final class PromptFolder {
    private static final String SAMPLES = "voice/sample/";
    private static final String TEXTS = "voice/prompts.tsv";
    private static final String ENDING = ".wav";
    private static final int SAMPLES_PER_SECOND = 8_000;
    private static final int BITS = 16;
    /** They are sounds and not words. */
    private static final List<String> SOUNDS = List.of("beep", "pause");

    /** The names of all prompts, without their ending. */
    public static List<String> names() {
        try (InputStream in = resource(TEXTS)) {
            return Stream.concat(
                            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                                    .lines()
                                    .map(line -> line.substring(0, line.indexOf('\t'))),
                            SOUNDS.stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The prompts that the county has not recorded yet. */
    public static List<String> samples(Optional<Path> county) {
        return names().stream()
                .filter(name -> !SOUNDS.contains(name) && recorded(county, name).isEmpty())
                .toList();
    }

    /** What the county has recorded in a form that Asterisk does not play; the samples stay in their place. */
    public static List<String> unplayable(Optional<Path> county) {
        return names().stream()
                .filter(name ->
                        file(county, name).isPresent() && recorded(county, name).isEmpty())
                .toList();
    }

    /** Writes all prompts, readable for the account of Asterisk. */
    static void write(Path folder, Optional<Path> county) {
        try {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            for (String name : names()) {
                write(folder, county, name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaced at once: a call may be listening. */
    private static void write(Path folder, Optional<Path> county, String name) throws IOException {
        Path draft = folder.resolve(name + ".tmp");
        Optional<Path> own = recorded(county, name);
        if (own.isPresent()) {
            Files.copy(own.get(), draft, StandardCopyOption.REPLACE_EXISTING);
        } else {
            try (InputStream in = resource(SAMPLES + name + ENDING)) {
                Files.copy(in, draft, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-r--r--"));
        Files.move(draft, folder.resolve(name + ENDING), StandardCopyOption.ATOMIC_MOVE);
    }

    private static Optional<Path> recorded(Optional<Path> county, String name) {
        return file(county, name).filter(PromptFolder::isPlayable);
    }

    private static Optional<Path> file(Optional<Path> county, String name) {
        return county.map(folder -> folder.resolve("voice").resolve(name + ENDING))
                .filter(Files::isRegularFile);
    }

    private static boolean isPlayable(Path file) {
        try {
            AudioFormat format = AudioSystem.getAudioFileFormat(file.toFile()).getFormat();
            return format.getSampleRate() == SAMPLES_PER_SECOND
                    && format.getSampleSizeInBits() == BITS
                    && format.getChannels() == 1;
        } catch (IOException | UnsupportedAudioFileException other) {
            return false;
        }
    }

    private static InputStream resource(String name) throws IOException {
        InputStream in = Thread.currentThread().getContextClassLoader().getResourceAsStream(name);
        if (in == null) {
            throw new IOException("no resource " + name);
        }
        return in;
    }

    private PromptFolder() {}
}
