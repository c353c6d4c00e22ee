package lianhu.simulator.state;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;

/** Codes that can be used once before they expire: response_code of cards and of response_url. */
public final class OneTimeCodes<T> {

    private static final int KEPT = 100_000;

    private final InstantSource time;
    private final Duration life;
    private final Map<String, IssuedCode<T>> issuedCode = new LruMap<>(KEPT);

    public OneTimeCodes(InstantSource time, Duration life) {
        this.time = time;
        this.life = life;
    }

    public synchronized String issue(T subject) {
        String code = UUID.randomUUID().toString().replace("-", "");
        issuedCode.put(code, new IssuedCode<>(subject, time.instant().plus(life), false));
        return code;
    }

    /** Finds the subject of a code without consuming the code. */
    public synchronized T find(String code) {
        IssuedCode<T> found = issuedCode.get(code);
        // WeCom does not document the error code; the sentence names which of the three cases it was.
        if (found == null) {
            throw new WecomErrorException(40058, "response_code is unknown");
        }
        if (found.used) {
            throw new WecomErrorException(40058, "response_code was used before");
        }
        if (!time.instant().isBefore(found.until)) {
            throw new WecomErrorException(40058, "response_code has expired");
        }
        return found.subject;
    }

    public synchronized void consume(String code) {
        issuedCode.computeIfPresent(code, (key, found) -> new IssuedCode<>(found.subject, found.until, true));
    }

    private record IssuedCode<T>(T subject, Instant until, boolean used) {}
}
