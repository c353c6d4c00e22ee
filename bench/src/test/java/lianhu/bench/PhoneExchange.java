package lianhu.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lianhu.bench.harness.Closer;
import lianhu.telephony.phone.SipPhone;
import org.jspecify.annotations.Nullable;

/**
 * The telephones that Asterisk calls, behind one address: hands each call to the telephone that waits for it, and refuses the others
 * as busy. A telephone answers by itself, so that only what begins a call or takes it back passes here.
 */
final class PhoneExchange implements Closer.Resource {
    private static final Pattern INVITED = Pattern.compile("INVITE sip:([0-9]{1,20})@");

    private static final Pattern CALL_ID = Pattern.compile("(?m)^Call-ID: (\\S+)");
    private static final int LONGEST_PACKET = 4_000;

    private final DatagramSocket socket = open();
    private final Map<String, Deque<SipPhone>> waiting = new HashMap<>();
    private final Map<String, Optional<SipPhone>> calls = new HashMap<>();
    private final List<String> called = new ArrayList<>();

    PhoneExchange() {
        Thread.ofVirtual().start(this::read);
    }

    /** An endpoint of Asterisk by which this number, or what stands for it, is called. */
    String endpoint(String number) {
        return "PJSIP/trunk/sip:" + number + "@127.0.0.1:" + socket.getLocalPort();
    }

    /** No telephone waits any more, and nobody was called. */
    synchronized void clear() {
        waiting.clear();
        called.clear();
    }

    /** The next call to a number that begins so is for this telephone. */
    synchronized void expect(String prefix, SipPhone phone) {
        waiting.computeIfAbsent(prefix, begun -> new ArrayDeque<>()).add(phone);
    }

    /** The numbers of all calls to numbers that begin so, in their order. */
    synchronized List<String> called(String prefix) {
        return called.stream().filter(number -> number.startsWith(prefix)).toList();
    }

    @Override
    public void close() {
        socket.close();
    }

    private void read() {
        while (!socket.isClosed()) {
            DatagramPacket packet = new DatagramPacket(new byte[LONGEST_PACKET], LONGEST_PACKET);
            try {
                socket.receive(packet);
                pass(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8), packet);
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void pass(String message, DatagramPacket packet) throws IOException {
        Matcher callId = CALL_ID.matcher(message);
        if (!callId.find()) {
            return;
        }
        Optional<SipPhone> phone = phoneOf(callId.group(1), message);
        if (phone.isPresent()) {
            SocketAddress target = new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), phone.get().port());
            socket.send(new DatagramPacket(packet.getData(), packet.getLength(), target));
        } else if (message.startsWith("INVITE")) {
            byte[] busy = busy(message).getBytes(StandardCharsets.UTF_8);
            socket.send(new DatagramPacket(busy, busy.length, packet.getSocketAddress()));
        }
    }

    private synchronized Optional<SipPhone> phoneOf(String callId, String message) {
        Optional<SipPhone> known = calls.get(callId);
        if (known != null) {
            return known;
        }
        Matcher invited = INVITED.matcher(message);
        if (!invited.find()) {
            return Optional.empty();
        }
        String number = invited.group(1);
        called.add(number);
        @Nullable
        SipPhone next = waiting.entrySet().stream()
                .filter(entry -> number.startsWith(entry.getKey()))
                .map(entry -> entry.getValue().poll())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        calls.put(callId, Optional.ofNullable(next));
        return Optional.ofNullable(next);
    }

    private static String busy(String invite) {
        StringBuilder response = new StringBuilder("SIP/2.0 486 Busy Here\r\n");
        for (String name : List.of("Via", "From", "To", "Call-ID", "CSeq")) {
            invite.lines()
                    .filter(line -> line.startsWith(name + ":"))
                    .forEach(line -> response.append(line)
                            .append(name.equals("To") ? ";tag=busy" : "")
                            .append("\r\n"));
        }
        return response.append("Content-Length: 0\r\n\r\n").toString();
    }

    private static DatagramSocket open() {
        try {
            return new DatagramSocket(0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
