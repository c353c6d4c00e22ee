package lianhu.telephony.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import lianhu.telephony.phone.Tone;

/** Prompts of which each has a pitch of its own, so that what a telephone heard can be read. */
public final class PromptTones {
    private static final List<String> NAMES = List.of(
            "greeting",
            "please-wait",
            "speak",
            "speak-again",
            "record-more",
            "record-again",
            "beep",
            "confirm",
            "call-back-to",
            "is-that-right",
            "number-withheld",
            "call-you-back",
            "number-is",
            "once-more",
            "goodbye",
            "kept",
            "dial-119-yourself",
            "digit-0",
            "digit-1",
            "digit-2",
            "digit-3",
            "digit-4",
            "digit-5",
            "digit-6",
            "digit-7",
            "digit-8",
            "digit-9",
            "urgent-press-one",
            "duty-room-told",
            "answer-not-stored",
            "speak-or-wait",
            "agent-lost",
            "please-hold");
    /** With the step it gives the beep 1,000 Hz, which the dialplan plays as well. */
    private static final int LOWEST = 490;

    private static final int STEP = 85;
    /** Of the prompts of two kinds of calls: there are more prompts than pitches. */
    private static final Map<String, String> PITCHES_OF_FOLLOW_UP = Map.of(
            "follow-up", "speak",
            "follow-up-press-one", "speak-again",
            "follow-up-solved", "record-more",
            "follow-up-satisfied", "record-again",
            "follow-up-thanks", "confirm",
            "follow-up-reopened", "call-back-to",
            "follow-up-not-stored", "number-withheld",
            "reporter-call", "call-you-back",
            "reporter-call-press-one", "kept",
            "reporter-not-reached", "dial-119-yourself");

    /** As above, of who asks how a matter stands. */
    private static final Map<String, String> PITCHES_OF_PROGRESS = Map.of(
            "progress-enter", "record-more",
            "progress-wrong", "speak-again",
            "progress-handling", "record-again",
            "progress-more", "is-that-right");

    /** What a caller hears who waits; it is read as no prompt. */
    static final Tone MUSIC = new Tone(320);

    private static final Duration MUSIC_LENGTH = Duration.ofSeconds(3);

    /** 50 ms. */
    private static final int FRAME = 400;

    private static final Duration LENGTH = Duration.ofMillis(300);

    static Path create() {
        try {
            Path folder = Files.createTempDirectory("lianhu-prompts");
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            write(folder, Map.of());
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@link #read}, of a follow-up call. */
    static List<String> readFollowUp(int[] heard) {
        return read(heard, PITCHES_OF_FOLLOW_UP);
    }

    /** As {@link #read}, of a caller who asks how a matter stands. */
    static List<String> readProgress(int[] heard) {
        return read(heard, PITCHES_OF_PROGRESS);
    }

    private static List<String> read(int[] heard, Map<String, String> pitches) {
        return read(heard).stream()
                .map(pitch -> pitches.entrySet().stream()
                        .filter(prompt -> prompt.getValue().equals(pitch))
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElse(pitch))
                .toList();
    }

    /** @param lengths of the prompts that are not as short as the others */
    public static void write(Path folder, Map<String, Duration> lengths) {
        for (String name : NAMES) {
            tone(name).write(folder.resolve(name + ".wav"), lengths.getOrDefault(name, LENGTH));
        }
        List.of(PITCHES_OF_FOLLOW_UP, PITCHES_OF_PROGRESS)
                .forEach(pitches ->
                        pitches.forEach((prompt, pitch) -> tone(pitch).write(folder.resolve(prompt + ".wav"), LENGTH)));
        MUSIC.write(folder.resolve("hold-music.wav"), MUSIC_LENGTH);
        // Silence, which no pitch is heard in.
        new Tone(0).write(folder.resolve("pause.wav"), Duration.ofMillis(100));
    }

    /** Writes a prompt, such as {@code bo/speak}, that is read as another one. */
    static void writeAs(Path folder, String name, String read) {
        writeAs(folder, name, read, LENGTH);
    }

    /** As above, of this length. */
    public static void writeAs(Path folder, String name, String read, Duration length) {
        try {
            Path file = folder.resolve(name + ".wav");
            Files.createDirectories(file.getParent());
            Files.setPosixFilePermissions(file.getParent(), PosixFilePermissions.fromString("rwxr-xr-x"));
            tone(read).write(file, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of the prompts in their order; a prompt that is cut short after 100 ms counts. */
    public static List<String> read(int[] heard) {
        Reader reader = new Reader();
        reader.add(heard);
        return reader.prompts();
    }

    /** Reads what a telephone hears piece by piece. */
    public static final class Reader {
        private final List<String> prompts = new CopyOnWriteArrayList<>();
        private String running = "";
        private int frames;
        private int position;

        /** How many samples are read. */
        public int position() {
            return position;
        }

        /** @param heard what was heard since {@link #position} */
        public void add(int[] heard) {
            for (int begin = 0; begin + FRAME <= heard.length; begin += FRAME) {
                String name = name(Arrays.copyOfRange(heard, begin, begin + FRAME));
                frames = name.equals(running) ? frames + 1 : 1;
                running = name;
                position += FRAME;
                if (frames == 2 && !name.isEmpty()) {
                    prompts.add(name);
                }
            }
        }

        /** The names of the prompts so far, in their order. */
        public List<String> prompts() {
            return List.copyOf(prompts);
        }
    }

    private static String name(int[] frame) {
        return NAMES.stream()
                .filter(name -> tone(name).share(frame) > 0.6)
                .findFirst()
                .orElse("");
    }

    private static Tone tone(String name) {
        return new Tone(LOWEST + STEP * NAMES.indexOf(name));
    }

    private PromptTones() {}
}
