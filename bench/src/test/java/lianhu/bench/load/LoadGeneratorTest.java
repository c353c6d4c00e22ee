package lianhu.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadGeneratorTest {
    private final Set<InetSocketAddress> clients = ConcurrentHashMap.newKeySet();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile int refuseEvery = Integer.MAX_VALUE;
    private volatile Duration pause = Duration.ZERO;
    private final CallbackGenerator callbackGenerator = new CallbackGenerator("t", List.of("one"), Instant::now);
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/wecom/aibot/" + CallbackGenerator.ROBOT, exchange -> {
            clients.add(exchange.getRemoteAddress());
            exchange.getRequestBody().readAllBytes();
            sleep();
            byte[] body = "{\"ok\":1}".getBytes(StandardCharsets.UTF_8);
            int status = requests.incrementAndGet() % refuseEvery == 0 ? 503 : 200;
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void everyRequestIsAnsweredOnceOverFewConnections() {
        // When
        LoadResult loadResult = loader().closedLoop(callbackGenerator.generate(500, 0), 8, Duration.ofSeconds(30));

        // Then
        assertEquals(500, new HashSet<>(loadResult.accepted()).size());
        assertEquals(500, loadResult.accepted().size());
        assertEquals(8, clients.size());
        assertEquals(0, loadResult.failures());
        assertEquals("{\"ok\":1}", loadResult.sample().getFirst().body());
    }

    @Test
    void refusalsAreFailuresAndNoTickets() {
        // Given
        refuseEvery = 10;

        // When
        LoadResult loadResult = loader().closedLoop(callbackGenerator.generate(500, 0), 8, Duration.ofSeconds(30));

        // Then
        assertEquals(50, loadResult.failures());
        assertEquals(450, loadResult.accepted().size());
    }

    @Test
    void theClosedLoopEndsInTime() {
        // Given
        pause = Duration.ofMillis(20);

        // When
        LoadResult loadResult = loader().closedLoop(callbackGenerator.generate(5000, 0), 4, Duration.ofMillis(500));

        // Then
        assertTrue(loadResult.seconds() < 2, loadResult.seconds() + " s");
        assertTrue(loadResult.accepted().size() < 200, loadResult.accepted().size() + " answers");
        assertEquals(0, loadResult.failures());
    }

    @Test
    void theOpenLoopCountsTheWaitBeforeASendAsWell() {
        // Given a server that can do 20 a second over one connection, and 100 scheduled for each second
        pause = Duration.ofMillis(50);

        // When
        LoadResult loadResult = loader().openLoop(callbackGenerator.generate(20, 0), 1, 100);

        // Then the last one was due after 190 ms and answered after 1,000
        double longest = new LatencyPercentiles(List.of(loadResult)).millis(1);
        assertTrue(longest > 600, longest + " ms");
        assertEquals(20, loadResult.accepted().size());
    }

    @Test
    void theOpenLoopKeepsToTheClock() {
        // When
        LoadResult loadResult = loader().openLoop(callbackGenerator.generate(200, 0), 16, 200);

        // Then
        assertEquals(1.0, loadResult.seconds(), 0.3);
        assertEquals(200, loadResult.accepted().size());
    }

    @Test
    void aServerThatGoesAwayIsAFailure() {
        // Given
        pause = Duration.ofMillis(300);
        Thread.ofVirtual().start(() -> {
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            server.stop(0);
        });

        // When
        LoadResult loadResult = loader().closedLoop(callbackGenerator.generate(50, 0), 4, Duration.ofSeconds(5));

        // Then
        assertTrue(loadResult.failures() > 0);
        assertTrue(loadResult.accepted().size() < 50);
    }

    private LoadGenerator loader() {
        return new LoadGenerator(server.getAddress());
    }

    private void sleep() {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
