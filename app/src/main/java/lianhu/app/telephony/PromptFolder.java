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
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import lianhu.core.call.CallLanguages;
import lianhu.telephony.prompt.PromptFiles;

/**
 * The prompts that Asterisk plays: the samples of {@code templates/voice}, each replaced by the file of the same name that the
 * county has recorded in the folder {@code voice} of its county folder. WAV, 8 kHz, 16 bit, mono. A language beside that of the
 * county has a folder of its own there, such as {@code voice/bo}, and no samples: no machine speaks it well.
 */
public final class PromptFolder {
    private static final String SAMPLES = "voice/sample/";
    private static final String TEXTS = "voice/prompts.tsv";
    private static final String ENDING = ".wav";
    private static final int SAMPLES_PER_SECOND = 8_000;
    private static final int BITS = 16;
    /** They are sounds and not words. */
    private static final List<String> SOUNDS = List.of("beep", "pause", "hold-music");

    /** Heard before the language is known, or by others than callers. */
    private static final List<String> ONE_LANGUAGE = List.of(
            "greeting", "demonstration-", "urgent-", "duty-room-told", "answer-not-stored", "follow-up", "reporter-");

    private final Optional<Path> county;
    private final CallLanguages languages;

    /** @param county folder of the county; empty where only samples are played */
    public PromptFolder(Optional<Path> county, CallLanguages languages) {
        this.county = county;
        this.languages = languages;
    }

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

    /** The prompts that the county has not recorded yet, as far as callers hear them: with one language no key chooses it. */
    public List<String> samples() {
        return names().stream()
                .filter(name -> !SOUNDS.contains(name) && recorded(name).isEmpty())
                .filter(name -> !name.equals(PromptFiles.CHOOSE_LANGUAGE)
                        || !languages.others().isEmpty())
                .toList();
    }

    /** What the county has recorded in a form that Asterisk does not play. */
    public List<String> unplayable() {
        return Stream.concat(names().stream(), inOtherLanguages())
                .filter(name -> file(name).isPresent() && recorded(name).isEmpty())
                .toList();
    }

    /** What is recorded in other languages, such as {@code bo/speak}. */
    public Set<String> inOther() {
        return inOtherLanguages().filter(name -> recorded(name).isPresent()).collect(Collectors.toUnmodifiableSet());
    }

    /** What callers would hear in this language if it were recorded; without what is recorded and cannot be played. */
    public List<String> missing(String tag) {
        return inLanguage(tag).filter(name -> file(name).isEmpty()).toList();
    }

    private Stream<String> inOtherLanguages() {
        return languages.others().stream().flatMap(PromptFolder::inLanguage);
    }

    private static Stream<String> inLanguage(String tag) {
        return names().stream()
                .filter(name -> !SOUNDS.contains(name) && ONE_LANGUAGE.stream().noneMatch(name::startsWith))
                .map(name -> tag + "/" + name);
    }

    /** Writes all prompts, readable for the account of Asterisk. */
    void write(Path folder) {
        try {
            createFolder(folder);
            for (String name : names()) {
                write(folder, name);
            }
            for (String tag : languages.others()) {
                createFolder(folder.resolve(tag));
            }
            for (String name : inOther()) {
                write(folder, name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void createFolder(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Replaced at once: a call may be listening. */
    private void write(Path folder, String name) throws IOException {
        Path draft = folder.resolve(name + ".tmp");
        Optional<Path> own = recorded(name);
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

    private Optional<Path> recorded(String name) {
        return file(name).filter(PromptFolder::isPlayable);
    }

    private Optional<Path> file(String name) {
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
}
