package lianhu.bench;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Stream;
import lianhu.bench.harness.BenchDatabase;
import lianhu.bench.harness.Closer;
import lianhu.bench.harness.DataFolder;
import lianhu.bench.harness.DemoGroups;
import lianhu.bench.harness.GatewayUnderTest;
import lianhu.bench.harness.InstalledApp;
import lianhu.bench.harness.WecomStub;
import lianhu.bench.load.CallbackGenerator;
import lianhu.bench.load.ReplyParser;
import lianhu.bench.load.RobotCallbackCipher.EncryptedCallback;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Real messages of citizens, each from another sender in one of the groups of unit heads. */
class CitizenMessagesTest {
    private static final String FOLDER = "LIANHU_EVAL_DIR";
    private static final String FILE = "official_test_2801_unlabelled.jsonl";
    private static final int MESSAGES = 2801;
    private static final int AT_ONCE = 16;
    private static final String QUIET = "收到了，我们单独回您。";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What the database knows of one message. */
    private record StoredTicket(
            String msgid,
            String receipt,
            String ticket,
            String urgency,
            String discretion,
            String lead,
            String leadName,
            int reasons,
            int inPrivate,
            boolean isDanger) {
        boolean isEmergency() {
            return urgency.equals("EMERGENCY");
        }

        boolean isOpen() {
            return discretion.equals("OPEN");
        }

        /** The group must not learn about the matter, not even its kind. */
        boolean isQuiet() {
            return isDanger || (!isOpen() && !isEmergency());
        }
    }

    @Test
    void everyMessageOfACitizenGetsOneReceiptOneOwnerAndOneAnswer() throws Exception {
        // Given
        List<String> messages = messages();
        InstalledApp installedApp = BuiltApp.program();
        try (Closer closer = new Closer()) {
            DataFolder data = closer.register(DataFolder.fresh());
            WecomStub wecom = closer.register(new WecomStub());
            NodeReferenceCrypto packages = closer.register(new NodeReferenceCrypto());
            GatewayUnderTest gatewayUnderTest = closer.register(
                            new GatewayUnderTest(installedApp, data.path(), DemoGroups.COUNTY))
                    .set("lianhu.wecom.base-url", wecom.url().toString());
            gatewayUnderTest.launch();
            gatewayUnderTest.awaitReady();

            // When
            long begin = System.nanoTime();
            Map<String, String> answers =
                    send(messages, DemoGroups.chats(installedApp), gatewayUnderTest.url(), packages);
            double seconds = (System.nanoTime() - begin) / 1e9;

            // Then
            List<StoredTicket> storedTicket = storedTickets(data.database("postgres"));
            report(storedTicket, seconds);
            assertEquals(MESSAGES, storedTicket.size(), "receipts");
            assertEquals(MESSAGES, count(storedTicket.stream().map(StoredTicket::msgid)), "messages with a receipt");
            assertEquals(MESSAGES, count(storedTicket.stream().map(StoredTicket::receipt)), "receipts of their own");
            assertEquals(MESSAGES, count(storedTicket.stream().map(StoredTicket::ticket)), "tickets");
            assertAll(storedTicket.stream().map(one -> () -> check(one, answers.getOrDefault(one.msgid, ""))));
        }
    }

    private static void check(StoredTicket one, String answer) {
        assertTrue(!answer.isBlank(), () -> one.msgid + " got no answer");
        assertFalse(one.lead.isEmpty() || one.leadName.isEmpty(), () -> one.msgid + " has no owner");
        assertTrue(one.reasons > 0, () -> one.msgid + " has an owner without a why");
        if (one.isQuiet()) {
            assertEquals(QUIET, answer, () -> one.msgid + " gets more than the constant sentence");
        } else if (!one.isEmergency()) {
            assertEquals(
                    one.receipt, ReplyParser.receiptIn(answer).orElse(""), () -> one.msgid + " gets another receipt");
        }
        if (one.isQuiet() || one.isEmergency()) {
            assertEquals(1, one.inPrivate, () -> one.msgid + " is not answered in private once");
        }
    }

    private static List<String> messages() throws IOException {
        String folder = Objects.requireNonNullElse(System.getenv(FOLDER), "");
        Assumptions.assumeTrue(
                !folder.isEmpty(),
                FOLDER + " is not set: it names the folder with " + FILE + ", real messages that are not part of this"
                        + " project");
        List<String> messages = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of(folder, FILE))) {
            JsonNode message = JSON.readTree(line);
            messages.add(
                    message.path("title").asText() + "\n" + message.path("body").asText());
        }
        assertEquals(MESSAGES, messages.size(), "messages in the file");
        return messages;
    }

    /** The replies by message, decrypted by WeCom's own package. */
    private static Map<String, String> send(
            List<String> messages, List<String> chats, URI gateway, NodeReferenceCrypto packages) throws Exception {
        Map<String, String> answers = new ConcurrentHashMap<>();
        try (ExecutorService speakers = Executors.newFixedThreadPool(AT_ONCE);
                HttpClient client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build()) {
            List<Future<?>> said = new ArrayList<>();
            for (int i = 0; i < messages.size(); i++) {
                String msgid = "citizen-message-%04d".formatted(i + 1);
                String plain =
                        callback(msgid, "citizen-%04d".formatted(i + 1), chats.get(i % chats.size()), messages.get(i));
                said.add(speakers.submit(() -> answers.put(msgid, answer(client, gateway, packages, plain))));
            }
            for (Future<?> one : said) {
                one.get();
            }
        }
        return answers;
    }

    private static String callback(String msgid, String speaker, String chat, String words) {
        return JSON.createObjectNode()
                .put("msgid", msgid)
                .put("aibotid", CallbackGenerator.ROBOT)
                .put("chatid", chat)
                .put("chattype", "group")
                .put("response_url", "http://127.0.0.1:9/" + msgid)
                .put("msgtype", "text")
                .<ObjectNode>set("from", JSON.createObjectNode().put("userid", speaker))
                .set("text", JSON.createObjectNode().put("content", "@联户小助手 " + words))
                .toString();
    }

    private static String answer(HttpClient client, URI gateway, NodeReferenceCrypto packages, String plain)
            throws IOException, InterruptedException {
        EncryptedCallback encryptedCallback = packages.encrypt(
                plain,
                Long.toString(Instant.now().getEpochSecond()),
                Integer.toString(Math.abs(plain.hashCode() % 1_000_000_000)));
        URI endpoint = URI.create(
                gateway + "/wecom/aibot/" + CallbackGenerator.ROBOT + "?msg_signature=" + encryptedCallback.signature()
                        + "&timestamp=" + encryptedCallback.timestamp() + "&nonce=" + encryptedCallback.nonce());
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(endpoint)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "{\"encrypt\":\"" + encryptedCallback.encrypt() + "\"}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200 || response.body().isEmpty()) {
            return "";
        }
        JsonNode reply = packages.decrypt(response.body());
        return reply.path(reply.path("msgtype").asText()).path("content").asText();
    }

    private static List<StoredTicket> storedTickets(BenchDatabase benchDatabase) {
        return benchDatabase.query(
                """
                SELECT r.source_id, r.receipt_no, r.ticket_no, t.urgency, t.confidentiality, t.owner_type, t.owner_name,
                       jsonb_array_length(t.route -> 'why') AS reasons,
                       (SELECT count(*) FROM delivery d WHERE d.receipt_no = r.receipt_no AND d.channel = 'PRIVATE')
                           AS in_private,
                       EXISTS (SELECT FROM delivery d WHERE d.receipt_no = r.receipt_no AND d.type = 'DANGER_ADVICE')
                           AS danger
                FROM report r JOIN ticket t ON t.no = r.ticket_no
                WHERE r.source_account = '%s'\
                """.formatted(DemoGroups.DOOR),
                row -> new StoredTicket(
                        row.getString("source_id"),
                        row.getString("receipt_no"),
                        row.getString("ticket_no"),
                        row.getString("urgency"),
                        row.getString("confidentiality"),
                        row.getString("owner_type"),
                        row.getString("owner_name"),
                        row.getInt("reasons"),
                        row.getInt("in_private"),
                        row.getBoolean("danger")));
    }

    private static void report(List<StoredTicket> storedTicket, double seconds) {
        Map<String, Long> owners = new TreeMap<>();
        storedTicket.forEach(one -> owners.merge(one.lead, 1L, Long::sum));
        long desk = owners.getOrDefault("DESK", 0L);
        System.out.printf(
                Locale.ROOT,
                "%d messages in %.1f s: %d to a definite owner, %d to the desk; %d sealed, %d private, %d emergencies;"
                        + " %s%n",
                storedTicket.size(),
                seconds,
                storedTicket.size() - desk,
                desk,
                count(storedTicket, one -> one.discretion.equals("SEALED")),
                count(storedTicket, one -> one.discretion.equals("PRIVATE")),
                count(storedTicket, StoredTicket::isEmergency),
                owners);
    }

    private static long count(List<StoredTicket> storedTicket, Predicate<StoredTicket> which) {
        return storedTicket.stream().filter(which).count();
    }

    private static long count(Stream<String> values) {
        return values.distinct().count();
    }
}
