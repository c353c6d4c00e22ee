package lianhu.bot.wecom.media;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import lianhu.bot.redis.RedisFixture;
import lianhu.bot.wecom.WecomFixture;
import lianhu.bot.wecom.callback.RobotMessage;
import lianhu.bot.wecom.client.WecomAccounts;
import lianhu.core.report.AttachmentId;
import org.apache.http.conn.DnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaClientTest {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final WecomFixture town = new WecomFixture(RedisFixture.empty());
    private final String robot = town.simulator.setup().robot().id();

    @AfterEach
    void end() {
        town.close();
    }

    /** What the simulator serves under this name, encrypted as WeCom does. */
    private String served(byte[] photo) {
        return town.address + "/media/" + town.simulatorMedia(photo);
    }

    private Uni<AttachmentId> ofRobot(String url) {
        return town.instance.mediaClient.downloadFromRobot(robot, new RobotMessage.EncryptedFile(url, null), PATIENCE);
    }

    private String refusal(String url) {
        return String.valueOf(assertThrows(
                        MediaUnavailableException.class,
                        () -> ofRobot(url).await().atMost(LIMIT))
                .getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 31, 32, 33, 300_000})
    void aPhotoOfTheRobotIsDecryptedAndKept(int length) {
        // Given
        byte[] photo = new byte[length];
        new Random(length).nextBytes(photo);

        // When
        ofRobot(served(photo)).await().atMost(LIMIT);

        // Then
        assertArrayEquals(photo, town.photos.bytes.getFirst());
    }

    @Test
    void aPhotoSentToTheApplicationIsFetchedByItsName() {
        // Given
        byte[] photo = new byte[50_000];
        new Random(7).nextBytes(photo);
        String id = town.simulatorMedia(photo);

        // When
        town.instance
                .mediaClient
                .downloadFromApp("lianhu", id, PATIENCE)
                .await()
                .atMost(LIMIT);

        // Then
        assertArrayEquals(photo, town.photos.bytes.getFirst());
        MediaUnavailableException none = assertThrows(
                MediaUnavailableException.class,
                () -> town.instance
                        .mediaClient
                        .downloadFromApp("lianhu", "unknown", PATIENCE)
                        .await()
                        .atMost(LIMIT));
        assertTrue(String.valueOf(none.getMessage()).contains("40007"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://wework.qpic.cn/a",
                "https://wework.qpic.cn.evil.example/a",
                "https://evilqpic.cn/a",
                "https://qpic.cn@evil.example/a",
                "https://wework.qpic.cn:8443/a",
                "https://10.0.0.1/a",
                "http://10.0.0.1/a",
                "http://169.254.169.254/latest",
                "file:///etc/passwd",
                "https:///a",
                "not an address"
            })
    void anAddressElsewhereIsNeverAsked(String url) {
        // When
        String why = refusal(url);

        // Then
        assertTrue(why.contains("media-hosts") || why.contains("cannot be read"), why);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.1.2.3",
                "172.16.0.9",
                "192.168.1.1",
                "127.0.0.1",
                "169.254.0.47",
                "100.64.0.1",
                "0.0.0.0",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "fe80::1",
                "fc00::1",
                "::ffff:10.0.0.1",
                "2002:a00:1::"
            })
    void aNameThatLeadsInsideIsNotFollowed(String inside) throws IOException {
        // Given
        InetAddress address = InetAddress.getByName(inside);
        DnsResolver names = host -> new InetAddress[] {address};
        MediaHostAllowlist hosts = new MediaHostAllowlist(town.accounts, names);

        // When
        MediaUnavailableException refused =
                assertThrows(MediaUnavailableException.class, () -> hosts.resolve("wework.qpic.cn"));

        // Then
        assertTrue(String.valueOf(refused.getMessage()).contains("private"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"101.226.103.106", "2408:8756:c52:1aec::1"})
    void aNameThatLeadsOutsideIsFollowed(String outside) throws IOException {
        // Given
        InetAddress address = InetAddress.getByName(outside);

        // When
        InetAddress[] found =
                new MediaHostAllowlist(town.accounts, host -> new InetAddress[] {address}).resolve("p.qpic.cn");

        // Then
        assertEquals(address, found[0]);
    }

    @Test
    void aNameThatLeadsOutsideFirstAndInsideThenIsNotFollowed() throws IOException {
        // Given
        Iterator<String> turns = List.of("101.226.103.106", "10.1.2.3").iterator();
        DnsResolver rebinding = host -> new InetAddress[] {InetAddress.getByName(turns.next())};
        MediaHostAllowlist hosts = new MediaHostAllowlist(town.accounts, rebinding);
        hosts.resolve("wework.qpic.cn");

        // When
        MediaUnavailableException refused =
                assertThrows(MediaUnavailableException.class, () -> hosts.resolve("wework.qpic.cn"));

        // Then
        assertTrue(String.valueOf(refused.getMessage()).contains("private"));
    }

    @Test
    void oneAddressInsideAmongManyIsEnough() throws IOException {
        // Given
        InetAddress[] both = {InetAddress.getByName("101.226.103.106"), InetAddress.getByName("169.254.169.254")};

        // When
        MediaHostAllowlist hosts = new MediaHostAllowlist(town.accounts, host -> both);

        // Then
        assertThrows(MediaUnavailableException.class, () -> hosts.resolve("wework.qpic.cn"));
    }

    @Test
    void outsideTheDemonstrationNothingOfThisMachineIsAsked() {
        // Given
        WecomAccounts real = new WecomAccounts(
                "ww1234567890abcdef",
                town.address,
                List.of("*.qpic.cn"),
                new TreeMap<>(),
                Map.of(),
                new TreeMap<>(),
                false);
        MediaHostAllowlist hosts = new MediaHostAllowlist(real, InetAddress::getAllByName);

        // When
        assertThrows(MediaUnavailableException.class, () -> hosts.validate("http://127.0.0.1:8090/media/1"));

        // Then
        assertThrows(MediaUnavailableException.class, () -> hosts.resolve("localhost"));
    }

    @Test
    void whatIsTooLargeTooSlowOrElsewhereIsGivenUp() throws IOException {
        // Given
        HttpServer host = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        host.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        host.createContext("/large", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                for (int i = 0; i <= 10; i++) {
                    body.write(new byte[1 << 20]);
                }
            } catch (IOException hungUp) {
                exchange.close();
            }
        });
        host.createContext("/slow", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                for (int i = 0; i < 60; i++) {
                    body.write(1);
                    body.flush();
                    Thread.sleep(100);
                }
            } catch (IOException | InterruptedException hungUp) {
                exchange.close();
            }
        });
        host.createContext("/announced", exchange -> {
            exchange.sendResponseHeaders(200, 200L << 20);
            try (OutputStream body = exchange.getResponseBody()) {
                for (int i = 0; i < 200; i++) {
                    body.write(new byte[1 << 20]);
                }
            } catch (IOException hungUp) {
                exchange.close();
            }
        });
        host.createContext("/elsewhere", exchange -> {
            exchange.getResponseHeaders().add("Location", town.address + "/media/1");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        host.createContext("/page", exchange -> {
            byte[] page = "<html>log in here</html>".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "Text/HTML; charset=utf-8");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        host.start();
        String base = "http://127.0.0.1:" + host.getAddress().getPort();
        try {
            // When
            String large = refusal(base + "/large");
            long start = System.nanoTime();
            String slow = refusal(base + "/slow");
            long slowMillis = (System.nanoTime() - start) / 1_000_000;
            String announced = refusal(base + "/announced");
            String elsewhere = refusal(base + "/elsewhere");
            String page = refusal(base + "/page");

            // Then
            assertTrue(large.contains("10 MB"), large);
            assertTrue(slowMillis < 4_000, slow + " after " + slowMillis + " ms");
            assertTrue(announced.contains("10 MB"), announced);
            assertTrue(elsewhere.contains("302"), elsewhere);
            assertTrue(page.contains("web page"), page);
        } finally {
            host.stop(0);
        }
    }

    @Test
    void aPhotoUnderAnotherKeyIsRefused() {
        // Given
        String url = served(new byte[1_000]);
        String other = Base64.getEncoder().encodeToString(new byte[32]);

        // When
        MediaUnavailableException refused = assertThrows(
                MediaUnavailableException.class,
                () -> town.instance
                        .mediaClient
                        .downloadFromRobot(robot, new RobotMessage.EncryptedFile(url, other), PATIENCE)
                        .await()
                        .atMost(LIMIT));

        // Then
        assertTrue(String.valueOf(refused.getMessage()).contains("decrypted"));
    }
}
