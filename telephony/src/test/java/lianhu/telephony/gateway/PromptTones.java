package lianhu.telephony.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lianhu.telephony.phone.Tone;

/** Prompts of which each has a pitch of its own, so that what a telephone heard can be read. */
final class PromptTones {
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
    /** 50 ms. */
    private static final int FRAME = 400;

    static Path create() {
        try {
            Path folder = Files.createTempDirectory("lianhu-prompts");
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            for (String name : NAMES) {
                tone(name).write(folder.resolve(name + ".wav"), Duration.ofMillis(300));
            }
            // Silence, which no pitch is heard in.
            new Tone(0).write(folder.resolve("pause.wav"), Duration.ofMillis(100));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of the prompts in their order; a prompt that is cut short after 100 ms counts. */
    static List<String> read(int[] heard) {
        List<String> prompts = new ArrayList<>();
        String running = "";
        int frames = 0;
        for (int begin = 0; begin + FRAME <= heard.length; begin += FRAME) {
            String name = name(Arrays.copyOfRange(heard, begin, begin + FRAME));
            frames = name.equals(running) ? frames + 1 : 1;
            running = name;
            if (frames == 2 && !name.isEmpty()) {
                prompts.add(name);
            }
        }
        return prompts;
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
