package lianhu.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a telephone exchange that answers, refuses, or loses messages. */
class CallGeneratorTest {
    private static final Duration HOLD = Duration.ofMillis(400);
    private static final int LONGEST = 4_000;

    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final List<byte[]> sound = new CopyOnWriteArrayList<>();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private volatile boolean losesFirst;
    private volatile boolean refuses;
    private volatile boolean hangsUp;
    private volatile boolean isMute;
    private DatagramSocket signalling;
    private DatagramSocket media;
    private CallGenerator callers;

    @BeforeEach
    void start() throws SocketException {
        signalling = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        media = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
        Thread.ofVirtual().start(this::echo);
        callers = new CallGenerator(signalling.getLocalPort());
    }

    @AfterEach
    void stop() {
        callers.close();
        signalling.close();
        media.close();
    }

    @Test
    void eachCallIsAnsweredSpeaksAndHangsUp() {
        CallLoad load = callers.run("12345", "", 20, Duration.ofSeconds(1), HOLD);

        assertEquals(20, load.calls());
        assertEquals(20, load.latencies().length);
        assertEquals(Map.of(), load.faults());
        assertEquals(10, load.speaking(), "of those who hang up early two withhold their numbers");
        assertEquals(20, count("ACK "));
        assertEquals(20, count("BYE "));
        assertEquals(
                2,
                messages.stream()
                        .filter(each -> each.startsWith("INVITE") && each.contains("anonymous"))
                        .count());
        assertTrue(load.mostAtOnce() >= 6 && load.mostAtOnce() <= 10, load::toString);
        assertTrue(load.sent() > 20 * 15 && load.sent() < 20 * 22, load::toString);
        assertEquals(172, sound.getFirst().length);
    }

    @Test
    void callsThatHearNothingHaveFailed() {
        // One call at a time: this server has one port for the sound of all calls.
        CallLoad loud = callers.run("12345", "", 2, Duration.ofSeconds(1), HOLD);
        isMute = true;
        CallLoad mute = callers.run("12345", "", 2, Duration.ofSeconds(1), HOLD);

        assertEquals(0, loud.silent());
        assertEquals(0, loud.failures());
        assertEquals(2, mute.silent());
        assertEquals(2, mute.failures());
    }

    @Test
    void aLostRequestIsRepeatedAndItsTimeCountsFromTheFirst() {
        losesFirst = true;

        CallLoad load = callers.run("12345", "", 2, Duration.ofSeconds(1), HOLD);

        assertEquals(Map.of(), load.faults());
        assertTrue(load.repeated() >= 2, load::toString);
        assertTrue(load.millis(0.5) >= 500, load::toString);
    }

    @Test
    void callsThatAreRefusedOrEndedEarlyAreFaults() {
        refuses = true;
        assertEquals(
                Map.of("status 503", 2),
                callers.run("12345", "", 2, Duration.ofSeconds(1), HOLD).faults());

        refuses = false;
        hangsUp = true;
        assertEquals(
                Map.of("ended by the server", 2),
                callers.run("12345", "", 2, Duration.ofSeconds(1), HOLD).faults());
    }

    private long count(String method) {
        return messages.stream().filter(each -> each.startsWith(method)).count();
    }

    private void serve() {
        while (true) {
            var packet = new DatagramPacket(new byte[LONGEST], LONGEST);
            try {
                signalling.receive(packet);
                String message = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
                messages.add(message);
                for (String answer : answers(message)) {
                    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
                    signalling.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
                }
            } catch (IOException closed) {
                return;
            }
        }
    }

    private List<String> answers(String message) {
        List<String> answers = new ArrayList<>();
        String call = SipMessages.header(message, "Call-ID");
        if (message.startsWith("ACK") || message.startsWith("SIP/2.0") || losesFirst && seen.add(call)) {
            return answers;
        }
        String accepted = SipMessages.accepting(message);
        if (message.startsWith("INVITE") && refuses) {
            answers.add(accepted.replace("200 OK", "503 Service Unavailable"));
        } else if (message.startsWith("INVITE")) {
            answers.add(accepted.replace(
                    "Content-Length: 0\r\n\r\n", "\r\nm=audio " + media.getLocalPort() + " RTP/AVP 8\r\n"));
            if (hangsUp) {
                answers.add("BYE sip:caller@127.0.0.1 SIP/2.0\r\nCall-ID: " + call + "\r\nCSeq: 1 BYE\r\n\r\n");
            }
        } else {
            answers.add(accepted);
        }
        return answers;
    }

    private void echo() {
        while (true) {
            var packet = new DatagramPacket(new byte[LONGEST], LONGEST);
            try {
                media.receive(packet);
                sound.add(Arrays.copyOf(packet.getData(), packet.getLength()));
                if (!isMute) {
                    media.send(packet);
                }
            } catch (IOException closed) {
                return;
            }
        }
    }
}
