package lianhu.telephony.ari;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import lianhu.embedded.AsteriskForTests;
import lianhu.embedded.EmbeddedAsterisk;
import lianhu.telephony.phone.Tone;

/**
 * A real Asterisk with callers: each is one half of a local channel, whose other half comes in by the dialplan as a call of
 * the trunk does.
 */
final class AsteriskFixture implements AutoCloseable {
    static final Duration LIMIT = Duration.ofSeconds(20);
    /** What a caller says. */
    static final Tone VOICE = new Tone(700);

    /** A client with the events that it has received and no test has read. */
    record Listener(AriClient client, BlockingQueue<AriEvent> events) {
        /** The next event of this type; those before it are dropped. */
        <T extends AriEvent> T next(Class<T> type) throws InterruptedException {
            long end = System.nanoTime() + LIMIT.toNanos();
            while (true) {
                AriEvent event = events.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (event == null) {
                    throw new AssertionError("no " + type.getSimpleName() + " in time");
                }
                if (type.isInstance(event)) {
                    return type.cast(event);
                }
            }
        }
    }

    final Vertx vertx = Vertx.vertx();
    private final Path data = AsteriskForTests.newData();
    final EmbeddedAsterisk asterisk = AsteriskForTests.start(data);
    private final Path tone = createTone();
    private final List<AriClient> clients = new ArrayList<>();
    private final Listener callers = connect("caller", "1", asterisk.httpPort());
    private final List<String> calls = new ArrayList<>();

    /** The folder of the recordings; the gateway itself never sees it. */
    Path recordings() {
        return data.resolve("asterisk/spool/recording");
    }

    /** Connected through a port, which may be that of a wire. */
    Listener connect(String prefix, String instance, int port) {
        var ours = AriOptions.of("127.0.0.1", port, asterisk.user(), asterisk.password(), prefix, instance);
        var quick = new AriOptions(
                ours.host(),
                port,
                ours.user(),
                ours.password(),
                ours.application(),
                Duration.ofSeconds(2),
                Duration.ofMillis(300),
                2);
        BlockingQueue<AriEvent> events = new LinkedBlockingQueue<>();
        AriClient client = new AriClient(vertx.getOrCreateContext(), quick, Clock.systemUTC(), events::add);
        clients.add(client);
        client.start();
        return new Listener(client, events);
    }

    Listener connect(String prefix, String instance) {
        return connect(prefix, instance, asterisk.httpPort());
    }

    /** Calls the hotline and returns the channel of the caller's own half. */
    String call(String number) {
        while (!callers.client().isReady()) {
            Thread.onSpinWait();
        }
        String id = "call" + System.nanoTime();
        calls.add(id);
        await(callers.client().originate("Local/12345@hotline-in/n", id, number, LIMIT, ""));
        return id;
    }

    /** A channel that a test has made and that ends with it. */
    String withTest(String channel) {
        calls.add(channel);
        return channel;
    }

    /** The half of the call that came in by the dialplan. */
    static String incoming(String caller) {
        return caller + ";2";
    }

    /** The caller makes a sound for up to half a minute, once the call is answered. */
    void speak(String caller) throws InterruptedException {
        while (!callers.next(AriEvent.StasisStart.class).channel().id().equals(caller)) {
            // of a caller who said nothing
        }
        await(callers.client().play(caller, caller + "-voice", List.of("sound:" + media())));
    }

    /** The file of the sound as Asterisk wants it: without its extension. */
    String media() {
        return tone.toString().replace(".wav", "");
    }

    /** Asterisk carries out the orders to one channel in turn, so the caller has to fall silent first. */
    void press(String caller, char digit) throws Exception {
        callers.client()
                .stopPlayback(caller + "-voice")
                .onFailure()
                .recoverWithNull()
                .await()
                .atMost(LIMIT);
        String credentials = asterisk.user() + ":" + asterisk.password();
        String header = Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + asterisk.httpPort() + "/ari/channels/"
                        + caller + "/dtmf?dtmf=" + (digit == '#' ? "%23" : digit)))
                .header("Authorization", "Basic " + header)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        try (var http = HttpClient.newHttpClient()) {
            int status =
                    http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status != 204) {
                throw new AssertionError("the key was refused: " + status);
            }
        }
    }

    void hangUp(String caller) {
        await(callers.client().hangUp(caller));
    }

    static void await(Uni<Void> request) {
        request.await().atMost(LIMIT);
    }

    /** Leaves no client and no call behind; Asterisk goes on. */
    void disconnect() {
        calls.forEach(call -> callers.client()
                .hangUp(call)
                .onFailure()
                .recoverWithNull()
                .await()
                .atMost(LIMIT));
        calls.clear();
        while (clients.size() > 1) {
            await(clients.removeLast().close());
        }
    }

    @Override
    public void close() {
        clients.forEach(client -> await(client.close()));
        asterisk.close();
        AsteriskForTests.delete(data);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static Path createTone() {
        try {
            Path folder = Files.createTempDirectory("lianhu-tone");
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            Path file = folder.resolve("tone.wav");
            VOICE.write(file, Duration.ofSeconds(30));
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
