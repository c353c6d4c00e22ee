package lianhu.telephony.phone;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A telephone that makes or takes one call, or takes none: SIP and RTP over UDP, A-law, keys by RFC 4733. Sends without a pause, as a real one
 * does, and keeps what it hears.
 */
public final class SipPhone implements AutoCloseable {
    private static final int FRAME = Alaw.RATE / 50;
    private static final long FRAME_NANOS = 20_000_000;
    private static final int RTP_HEADER = 12;
    private static final int SPEECH = 8;
    private static final int KEYS = 101;
    private static final int KEY_FRAMES = 8;
    private static final int LONGEST_PACKET = 4_000;
    private static final Duration REGISTER_LIMIT = Duration.ofSeconds(5);
    private static final Pattern SHOWN_NUMBER = Pattern.compile("<sip:([^@>]{1,40})@");
    private static final Pattern MEDIA_PORT = Pattern.compile("m=audio (\\d{1,5}) ");
    private static final String EMPTY = "Content-Length: 0\r\n\r\n";
    private static final String DIGITS = "0123456789*#";

    private final InetSocketAddress server;
    private final String number;
    private final DatagramSocket signalling = openSocket();
    private final DatagramSocket media = openSocket();
    private final CountDownLatch registered = new CountDownLatch(1);
    private volatile String registration = "";
    private final CountDownLatch answered = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final Deque<Character> keys = new ArrayDeque<>();
    private final int pitch;
    private final Set<String> invitations = ConcurrentHashMap.newKeySet();
    private volatile boolean isSpeaking;
    private volatile boolean isPickedUp = true;
    private volatile boolean isMute;
    private volatile String refusal = "";
    private volatile String ringing = "";
    private volatile String invitation = "";
    private volatile String callId = "call-" + System.nanoTime();
    private volatile String dialled = "12345";
    /** Of the last request within the call. */
    private volatile int sequence = 1;

    private volatile String from;
    private volatile String to;

    /**
     * Takes a call at once when one comes.
     *
     * @param number of this telephone; of a caller as the trunk would send it
     * @param voice what is heard of this telephone while it speaks
     */
    public SipPhone(int sipPort, String number, Tone voice) {
        pitch = voice.hertz();
        server = new InetSocketAddress(InetAddress.getLoopbackAddress(), sipPort);
        this.number = number;
        from = "<sip:" + number + "@127.0.0.1>;tag=caller";
        to = "<sip:12345@127.0.0.1>";
        Thread.ofVirtual().start(this::readSignalling);
    }

    /** The port under which it is called. */
    public int port() {
        return signalling.getLocalPort();
    }

    /** The address under which Asterisk reaches it, through the endpoint of the trunk. */
    public String endpoint() {
        return "PJSIP/trunk/sip:" + number + "@127.0.0.1:" + signalling.getLocalPort();
    }

    /** Registers under its number (RFC 3261, digest of RFC 2617), so that Asterisk finds it by its extension. */
    public void register(String password) throws InterruptedException {
        registration = password;
        send(registerRequest(1, ""));
        if (!registered.await(REGISTER_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("the registration is refused");
        }
    }

    private String registerRequest(int sequence, String authorization) {
        return request("REGISTER", sequence).replaceFirst("To: [^\r]+", "To: <sip:" + number + "@127.0.0.1>")
                + "Contact: <sip:" + number + "@127.0.0.1:" + signalling.getLocalPort() + ">\r\nExpires: 300\r\n"
                + authorization + "Content-Length: 0\r\n\r\n";
    }

    private void answerChallenge(String message) {
        String nonce = parameter(message, "nonce");
        String realm = parameter(message, "realm");
        String uri = "sip:12345@127.0.0.1:" + server.getPort();
        String answer =
                md5(md5(number + ":" + realm + ":" + registration) + ":" + nonce + ":" + md5("REGISTER:" + uri));
        String authorization =
                "Authorization: Digest username=\"%s\", realm=\"%s\", nonce=\"%s\", uri=\"%s\", response=\"%s\"\r\n"
                        .formatted(number, realm, nonce, uri, answer);
        String opaque = parameter(message, "opaque");
        send(registerRequest(
                2,
                opaque.isEmpty() ? authorization : authorization.replace("\r\n", ", opaque=\"" + opaque + "\"\r\n")));
    }

    private static String parameter(String message, String name) {
        Matcher found = Pattern.compile(name + "=\"([^\"]{0,200})\"").matcher(message);
        return found.find() ? found.group(1) : "";
    }

    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** From now on calls are refused, for instance with {@code 486 Busy Here}. */
    public void refuse(String status) {
        refusal = status;
    }

    /** From now on a call rings until {@link #pickUp}. */
    public void ring() {
        isPickedUp = false;
    }

    public void pickUp() {
        isPickedUp = true;
        if (!ringing.isEmpty()) {
            accept(ringing);
        }
    }

    /** Refuses the call that rings. */
    public void decline() {
        send(answering("603 Decline", ringing) + EMPTY);
        ringing = "";
    }

    /** How many calls have come. */
    public int invitations() {
        return invitations.size();
    }

    /** Whether the call that came last rings and is not given up. */
    public boolean isRinging() {
        return !ringing.isEmpty();
    }

    public void call() {
        send(request("INVITE", sequence) + withSession("sendrecv"));
    }

    /** Calls another number than that of the hotline. */
    public void call(String number) {
        dialled = number;
        to = "<sip:" + number + "@127.0.0.1>";
        call();
    }

    /** Presses hold, or takes it back, by a new offer within the call (RFC 3264, 8.4). */
    public void hold(boolean on) {
        send(request("INVITE", ++sequence) + withSession(on ? "sendonly" : "sendrecv"));
    }

    private String withSession(String direction) {
        String session = """
                v=0
                o=- 1 1 IN IP4 127.0.0.1
                s=-
                c=IN IP4 127.0.0.1
                t=0 0
                m=audio %d RTP/AVP 8 101
                a=rtpmap:8 PCMA/8000
                a=rtpmap:101 telephone-event/8000
                a=fmtp:101 0-16
                a=%s
                """.formatted(media.getLocalPort(), direction).replace("\n", "\r\n");
        return "Contact: <sip:" + number + "@127.0.0.1:" + signalling.getLocalPort()
                + ">\r\nContent-Type: application/sdp\r\nContent-Length: " + session.length() + "\r\n\r\n" + session;
    }

    public void awaitAnswer(Duration limit) throws InterruptedException {
        if (!answered.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("the call is not answered");
        }
    }

    public void awaitEnd(Duration limit) throws InterruptedException {
        if (!ended.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("the other side does not hang up");
        }
    }

    /** The number that the display shows of the caller. */
    public String shownNumber() {
        Matcher shown = SHOWN_NUMBER.matcher(header(invitation, "From"));
        return shown.find() ? shown.group(1) : "";
    }

    /** Disappears without a word, as a telephone whose plug is pulled. */
    public void vanish() {
        close();
    }

    public void speak(boolean on) {
        isSpeaking = on;
    }

    /** From now on no sound is sent at all, not even silence; to be called before the call. */
    public void mute() {
        isMute = true;
    }

    public void press(char key) {
        synchronized (keys) {
            keys.add(key);
        }
    }

    /** Repeated until it is answered (RFC 3261, 17.1.2.2): a datagram may be lost. */
    public void hangUp() {
        String bye = request("BYE", ++sequence) + EMPTY;
        send(bye);
        Thread.ofVirtual().start(() -> repeat(bye));
    }

    private void repeat(String bye) {
        try {
            for (int pause = 500; pause <= 4_000 && !ended.await(pause, TimeUnit.MILLISECONDS); pause *= 2) {
                if (!signalling.isClosed()) {
                    send(bye);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** The samples that were heard so far. */
    public int[] heard() {
        return heardFrom(0);
    }

    /** The samples behind the first ones. */
    public int[] heardFrom(int begin) {
        byte[] coded;
        synchronized (heard) {
            coded = heard.toByteArray();
        }
        int[] samples = new int[coded.length - begin];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = Alaw.decode(coded[begin + i]);
        }
        return samples;
    }

    @Override
    public void close() {
        signalling.close();
        media.close();
    }

    private String request(String method, int sequence) {
        return """
                %1$s sip:%8$s@127.0.0.1:%2$d SIP/2.0
                Via: SIP/2.0/UDP 127.0.0.1:%3$d;branch=z9hG4bK-%4$s-%5$d-%1$s;rport
                From: %6$s
                To: %7$s
                Call-ID: %4$s
                CSeq: %5$d %1$s
                Max-Forwards: 70
                """.formatted(method, server.getPort(), signalling.getLocalPort(), callId, sequence, from, to, dialled)
                .replace("\n", "\r\n");
    }

    private void readSignalling() {
        while (!signalling.isClosed()) {
            var packet = new DatagramPacket(new byte[LONGEST_PACKET], LONGEST_PACKET);
            try {
                signalling.receive(packet);
                understand(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void understand(String message) {
        if (message.startsWith("BYE")) {
            send(answering("200 OK", message, header(message, "To")) + EMPTY);
            ended.countDown();
        } else if (message.startsWith("INVITE")) {
            invited(message);
        } else if (message.startsWith("CANCEL")) {
            send(answering("200 OK", message) + EMPTY);
            send(answering("487 Request Terminated", ringing) + EMPTY);
            ringing = "";
        } else if (message.startsWith("SIP/2.0 401") && message.contains("1 REGISTER")) {
            answerChallenge(message);
        } else if (message.startsWith("SIP/2.0 200") && message.contains("2 REGISTER")) {
            registered.countDown();
        } else if (message.startsWith("SIP/2.0 200") && message.contains(" BYE\r")) {
            ended.countDown();
        } else if (message.startsWith("SIP/2.0 200") && message.contains(sequence + " INVITE")) {
            to = header(message, "To").substring("To: ".length()).strip();
            send(request("ACK", sequence) + EMPTY);
            begin(message);
        }
    }

    private void invited(String message) {
        invitations.add(header(message, "Call-ID"));
        invitation = message;
        from = header(message, "To").substring("To: ".length()).strip() + ";tag=called";
        to = header(message, "From").substring("From: ".length()).strip();
        callId = header(message, "Call-ID").substring("Call-ID: ".length()).strip();
        if (!refusal.isEmpty()) {
            send(answering(refusal, message) + EMPTY);
        } else if (isPickedUp) {
            accept(message);
        } else {
            ringing = message;
            send(answering("180 Ringing", message) + EMPTY);
        }
    }

    private void accept(String message) {
        send(answering("200 OK", message) + withSession("sendrecv"));
        begin(message);
        ringing = "";
    }

    private static String answering(String status, String request) {
        return answering(status, request, header(request, "To").strip() + ";tag=called\r\n");
    }

    private static String answering(String status, String request, String to) {
        return "SIP/2.0 " + status + "\r\n" + header(request, "Via") + header(request, "From") + to
                + header(request, "Call-ID") + header(request, "CSeq");
    }

    private void begin(String message) {
        Matcher port = MEDIA_PORT.matcher(message);
        if (answered.getCount() > 0 && port.find()) {
            var target = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port.group(1)));
            if (!isMute) {
                Thread.ofPlatform().daemon().start(() -> sendMedia(target));
            }
            Thread.ofPlatform().daemon().start(this::readMedia);
            answered.countDown();
        }
    }

    private static String header(String message, String name) {
        return message.lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line + "\r\n")
                .findFirst()
                .orElseThrow();
    }

    private void sendMedia(InetSocketAddress target) {
        long next = System.nanoTime();
        int sequence = 0;
        int timestamp = 0;
        while (!media.isClosed()) {
            Character key;
            synchronized (keys) {
                key = keys.poll();
            }
            int frames = key == null ? 1 : KEY_FRAMES;
            for (int frame = 0; frame < frames; frame++) {
                byte[] content = key == null ? frame(timestamp) : keyFrame(key, frame);
                sendFrame(target, key == null ? SPEECH : KEYS, sequence++, timestamp, content);
                next += FRAME_NANOS;
                LockSupport.parkNanos(next - System.nanoTime());
            }
            timestamp += frames * FRAME;
        }
    }

    private byte[] frame(int timestamp) {
        byte[] frame = new byte[FRAME];
        for (int i = 0; i < FRAME; i++) {
            frame[i] = isSpeaking
                    ? Alaw.encode((int) (8_000 * Math.sin(2 * Math.PI * pitch * (timestamp + i) / Alaw.RATE)))
                    : Alaw.SILENCE;
        }
        return frame;
    }

    /** The last three packets of a key say that it has ended. */
    private static byte[] keyFrame(char key, int frame) {
        int flags = frame >= KEY_FRAMES - 3 ? 0x8A : 0x0A;
        return ByteBuffer.allocate(4)
                .put((byte) DIGITS.indexOf(key))
                .put((byte) flags)
                .putShort((short) (Math.min(frame + 1, KEY_FRAMES - 2) * FRAME))
                .array();
    }

    private void sendFrame(InetSocketAddress target, int type, int sequence, int timestamp, byte[] content) {
        byte[] packet = ByteBuffer.allocate(RTP_HEADER + content.length)
                .put((byte) 0x80)
                .put((byte) type)
                .putShort((short) sequence)
                .putInt(timestamp)
                .putInt(1)
                .put(content)
                .array();
        try {
            media.send(new DatagramPacket(packet, packet.length, target));
        } catch (IOException gone) {
            media.close();
        }
    }

    private void readMedia() {
        while (!media.isClosed()) {
            var packet = new DatagramPacket(new byte[LONGEST_PACKET], LONGEST_PACKET);
            try {
                media.receive(packet);
            } catch (IOException closed) {
                return;
            }
            if ((packet.getData()[1] & 0x7F) == SPEECH) {
                synchronized (heard) {
                    heard.write(packet.getData(), RTP_HEADER, packet.getLength() - RTP_HEADER);
                }
            }
        }
    }

    private void send(String message) {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        try {
            signalling.send(new DatagramPacket(bytes, bytes.length, server));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static DatagramSocket openSocket() {
        try {
            return new DatagramSocket(0, InetAddress.getLoopbackAddress());
        } catch (SocketException e) {
            throw new IllegalStateException(e);
        }
    }
}
