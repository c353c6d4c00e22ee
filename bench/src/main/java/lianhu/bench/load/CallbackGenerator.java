package lianhu.bench.load;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Generates robot callbacks in advance: each message has another sender, in turn over many groups. */
public final class CallbackGenerator {
    public static final String ROBOT = "AIBOT0001";
    public static final String TOKEN = "lianhuTestToken2026";
    public static final String AES_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";

    /** How many messages back a redelivery may reach: some first deliveries are still unanswered. */
    private static final int RECENT = 256;

    private final String run;
    private final List<String> chats;
    private final InstantSource clock;
    private final SplittableRandom random = new SplittableRandom(20261121);
    private final RobotCallbackCipher robotCallbackCipher = new RobotCallbackCipher(TOKEN, AES_KEY, random);
    private final List<String> recent = new ArrayList<>(RECENT);
    private long messages;

    /** @param run separates the messages of this run from those of other runs on the same database */
    public CallbackGenerator(String run, List<String> chats, InstantSource clock) {
        this.run = run;
        this.chats = List.copyOf(chats);
        this.clock = clock;
    }

    /**
     * The gateway refuses callbacks older than five minutes, so these must be sent soon.
     *
     * @param repeated share of redeliveries: an earlier message, encrypted again
     */
    public List<WireRequest> generate(int count, double repeated) {
        List<WireRequest> wireRequests = new ArrayList<>(count);
        while (wireRequests.size() < count) {
            String plain = !recent.isEmpty() && random.nextDouble() < repeated
                    ? recent.get(random.nextInt(recent.size()))
                    : recentMessage(next());
            wireRequests.add(new WireRequest(msgid(plain), wire(plain)));
        }
        return wireRequests;
    }

    public RobotCallbackCipher envelope() {
        return robotCallbackCipher;
    }

    private String next() {
        long n = messages++;
        return """
                {"msgid":"%s-%d","aibotid":"%s","chatid":"%s","chattype":"group","from":{"userid":"u%s-%d"},\
                "response_url":"http://127.0.0.1:9/r/%d","msgtype":"text","text":{"content":"@联户小助手 %s"}}""".formatted(
                run, n, ROBOT, chats.get((int) (n % chats.size())), run, n, n, SampleTexts.of(n / chats.size(), n));
    }

    private String recentMessage(String plain) {
        if (recent.size() < RECENT) {
            recent.add(plain);
        } else {
            recent.set((int) (messages % RECENT), plain);
        }
        return plain;
    }

    private static String msgid(String plain) {
        int from = plain.indexOf(':') + 2;
        return plain.substring(from, plain.indexOf('"', from));
    }

    private byte[] wire(String plain) {
        RobotCallbackCipher.EncryptedCallback encryptedCallback =
                robotCallbackCipher.encrypt(plain, clock.instant().getEpochSecond());
        String body = "{\"encrypt\":\"" + encryptedCallback.encrypt() + "\"}";
        // The text is ASCII, so characters are bytes.
        return ("POST /wecom/aibot/" + ROBOT + "?msg_signature=" + encryptedCallback.signature() + "&timestamp="
                        + encryptedCallback.timestamp() + "&nonce=" + encryptedCallback.nonce()
                        + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }
}
