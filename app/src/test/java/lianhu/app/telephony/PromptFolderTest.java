package lianhu.app.telephony;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import lianhu.core.call.CallLanguages;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked
class PromptFolderTest {
    private static final Path FLOW =
            Path.of("..", "telephony", "src", "main", "java", "lianhu", "telephony", "callflow");
    private static final Path SAMPLES = Path.of("..", "templates", "voice", "sample");
    /** A string in the steps of the conversation that is a name of a prompt. */
    private static final Pattern NAME = Pattern.compile("\"([a-z]+(?:-[a-z0-9]+)*)\"");

    @TempDir
    Path folder;

    @Test
    void everyPromptIsTelephoneSoundThatOthersMayRead() throws Exception {
        of(Optional.empty()).write(folder);

        for (String name : PromptFolder.names()) {
            Path file = folder.resolve(name + ".wav");
            AudioFormat format = AudioSystem.getAudioFileFormat(file.toFile()).getFormat();
            assertEquals(8_000, format.getSampleRate(), name);
            assertEquals(16, format.getSampleSizeInBits(), name);
            assertEquals(1, format.getChannels(), name);
            assertTrue(Files.getPosixFilePermissions(file).toString().contains("OTHERS_READ"), name);
        }
    }

    @Test
    void everyPromptThatTheConversationNamesIsThere() throws Exception {
        Set<String> named = new TreeSet<>();
        try (Stream<Path> files = Files.walk(FLOW)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                NAME.matcher(Files.readString(file))
                        .results()
                        .map((MatchResult found) -> found.group(1))
                        .forEach(named::add);
            }
        }
        assertTrue(named.contains("greeting") && named.contains("dial-119-yourself"), named.toString());
        Set<String> missing = new TreeSet<>(named);
        missing.removeAll(PromptFolder.names());
        assertEquals(Set.of(), missing);
    }

    @Test
    void whatTheCountyHasRecordedTakesThePlaceOfTheSample() throws Exception {
        Path county = folder.resolve("county");
        Files.createDirectories(county.resolve("voice"));
        byte[] own = Files.readAllBytes(SAMPLES.resolve("goodbye.wav"));
        Files.write(county.resolve("voice").resolve("greeting.wav"), own);
        Path prompts = folder.resolve("prompts");

        of(Optional.of(county)).write(prompts);

        assertArrayEquals(own, Files.readAllBytes(prompts.resolve("greeting.wav")));
        assertFalse(of(Optional.of(county)).samples().contains("greeting"));
        assertEquals(
                of(Optional.empty()).samples().size() - 1,
                of(Optional.of(county)).samples().size());
        try (Stream<Path> files = Files.list(prompts)) {
            assertEquals(
                    PromptFolder.names().stream().map(name -> name + ".wav").collect(Collectors.toSet()),
                    files.filter(Files::isRegularFile)
                            .map(file -> file.getFileName().toString())
                            .collect(Collectors.toSet()));
        }
    }

    @Test
    void aRecordingThatAsteriskDoesNotPlayIsNamedAndTheSampleStays() throws Exception {
        Path county = folder.resolve("county");
        Files.createDirectories(county.resolve("voice"));
        Files.writeString(county.resolve("voice").resolve("greeting.wav"), "an MP3, by another name");
        Path prompts = folder.resolve("prompts");

        of(Optional.of(county)).write(prompts);

        assertEquals(List.of("greeting"), of(Optional.of(county)).unplayable());
        assertArrayEquals(
                Files.readAllBytes(SAMPLES.resolve("greeting.wav")),
                Files.readAllBytes(prompts.resolve("greeting.wav")));
    }

    @Test
    void soundsAreNoSamples() {
        List<String> samples = of(Optional.empty()).samples();

        assertTrue(samples.contains("greeting"));
        assertFalse(samples.contains("beep") || samples.contains("pause"));
    }

    @Test
    void whereThereIsOneLanguageNobodyHearsHowToChooseIt() {
        CallLanguages one = new CallLanguages(List.of("zh-CN"));

        assertTrue(of(Optional.empty()).samples().contains("choose-language"));
        assertFalse(new PromptFolder(Optional.empty(), one).samples().contains("choose-language"));
    }

    @Test
    void aLanguageIsPlayedAsFarAsItIsRecordedAndWhatIsMissingIsNamed() throws Exception {
        Path county = folder.resolve("county");
        Files.createDirectories(county.resolve("voice").resolve("bo"));
        byte[] own = Files.readAllBytes(SAMPLES.resolve("goodbye.wav"));
        Files.write(county.resolve("voice").resolve("bo").resolve("speak.wav"), own);
        Files.writeString(county.resolve("voice").resolve("bo").resolve("kept.wav"), "an MP3, by another name");
        Path prompts = folder.resolve("prompts");
        PromptFolder voice = of(Optional.of(county));

        voice.write(prompts);

        assertEquals(Set.of("bo/speak"), voice.inOther());
        assertArrayEquals(own, Files.readAllBytes(prompts.resolve("bo").resolve("speak.wav")));
        assertEquals(List.of("bo/kept"), voice.unplayable());
        List<String> missing = voice.missing("bo");
        assertTrue(missing.contains("bo/choose-language") && missing.contains("bo/digit-1"), missing.toString());
        assertFalse(missing.contains("bo/kept"), "it is there");
        assertFalse(missing.contains("bo/speak") || missing.contains("bo/greeting"), missing.toString());
        assertFalse(missing.contains("bo/follow-up") || missing.contains("bo/beep"), missing.toString());
    }

    private static PromptFolder of(Optional<Path> county) {
        return new PromptFolder(county, new CallLanguages(List.of("zh-CN", "bo")));
    }
}
