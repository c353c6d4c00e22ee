package lianhu.telephony.callflow;

import java.util.Collections;
import java.util.List;

/**
 * What a caller hears who waits: a melody, and after each time a sentence, so that the caller knows the line is alive. It is one
 * playback of Asterisk, which goes on while the gateway is away.
 */
final class HoldMusic {
    private static final List<String> ROUND = List.of("hold-music", "please-hold");

    private HoldMusic() {}

    /** @param rounds each about a quarter of a minute */
    static List<String> rounds(int rounds) {
        return Collections.nCopies(rounds, ROUND).stream().flatMap(List::stream).toList();
    }
}
