package lianhu.bench.load;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/** One call of a caller. Signalling and the clock of the generator meet here, so everything is synchronized. */
final class SipCall {
    /** Of one call: {@code ENDED} also when the server ended it. */
    enum Phase {
        INVITED,
        UP,
        HANGING_UP,
        ENDED,
        FAILED
    }

    /** T1 of RFC 3261 in nanoseconds; each repetition waits twice as long. */
    private static final long FIRST_REPETITION = 500_000_000;

    private static final int MAX_REPETITIONS = 6;

    final CallKind kind;
    final String callId;
    final String from;
    final long begun;
    private final AtomicInteger heard = new AtomicInteger();
    private Phase phase = Phase.INVITED;
    private String to = "";
    private long answered;
    private long lastRequest;
    private int repetitions;
    private int mediaPort;
    private short packet;
    private int timestamp;
    private boolean isProceeding;
    private boolean endedByServer;
    private String fault = "";

    SipCall(CallKind kind, String callId, String from, long begun) {
        this.kind = kind;
        this.callId = callId;
        this.from = from;
        this.begun = begun;
        lastRequest = begun;
    }

    /** False when the answer is a repetition. */
    synchronized boolean answer(long at, String toHeader, int port) {
        to = toHeader;
        if (phase != Phase.INVITED) {
            return false;
        }
        phase = Phase.UP;
        answered = at;
        mediaPort = port;
        return true;
    }

    synchronized void hangUp(long at) {
        phase = Phase.HANGING_UP;
        lastRequest = at;
        repetitions = 0;
    }

    synchronized void end() {
        if (phase != Phase.FAILED) {
            phase = Phase.ENDED;
        }
    }

    synchronized void endByServer() {
        endedByServer = phase == Phase.UP;
        end();
    }

    synchronized void fail(String why) {
        if (phase != Phase.ENDED) {
            phase = Phase.FAILED;
            fault = why;
        }
    }

    /** Whether the last request is to be repeated now. */
    synchronized boolean repeats(long now) {
        if ((phase != Phase.INVITED || isProceeding) && phase != Phase.HANGING_UP
                || now - lastRequest < FIRST_REPETITION << repetitions) {
            return false;
        }
        if (repetitions == MAX_REPETITIONS) {
            fail(phase == Phase.INVITED ? "no answer to INVITE" : "no answer to BYE");
            return false;
        }
        repetitions++;
        lastRequest = now;
        return true;
    }

    /** Stops repeating (RFC 3261, 17.1.1.2): a provisional answer has come, and the final one follows. */
    synchronized void proceeding() {
        isProceeding |= phase == Phase.INVITED;
    }

    /** Writes the next 20 ms as one packet of RTP (RFC 3550). */
    synchronized void write(ByteBuffer into, byte[] sound, int source) {
        into.clear()
                .put((byte) 0x80)
                .put((byte) 8)
                .putShort(packet++)
                .putInt(timestamp)
                .putInt(source)
                .put(sound)
                .flip();
        timestamp += sound.length;
    }

    void heardPacket() {
        heard.incrementAndGet();
    }

    int heard() {
        return heard.get();
    }

    synchronized Phase phase() {
        return phase;
    }

    synchronized String to() {
        return to;
    }

    synchronized int mediaPort() {
        return mediaPort;
    }

    /** Nanoseconds from INVITE to 200 OK; 0 when there was none. */
    synchronized long latency() {
        return answered == 0 ? 0 : answered - begun;
    }

    synchronized long answered() {
        return answered;
    }

    /** Empty when the call went as it should. */
    synchronized String fault() {
        return endedByServer ? "ended by the server" : fault;
    }

    synchronized boolean isOver() {
        return phase == Phase.ENDED || phase == Phase.FAILED;
    }
}
