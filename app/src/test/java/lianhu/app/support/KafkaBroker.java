package lianhu.app.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Kafka broker in a JVM of its own. All it needs lies in one folder, so that it can be found again after kill -9. */
public record KafkaBroker(Path home) {
    private static final Path CLASS_PATH = Path.of("target", "kafka.classpath");
    private static final Duration FETCH_TIMEOUT = Duration.ofMinutes(4);
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

    /** Whether the broker can be had from the Maven repository. With {@code CI=true} it has to be: the test then fails. */
    public static boolean isAvailable() {
        return isFetched() || "true".equals(System.getenv("CI"));
    }

    private static boolean isFetched() {
        if (Files.exists(CLASS_PATH)) {
            return true;
        }
        Path maven = Path.of(System.getProperty("maven.home", "missing"), "bin", "mvn");
        return Files.exists(maven)
                && run(
                        Path.of("target", "kafka-fetch.log"),
                        FETCH_TIMEOUT,
                        List.of(
                                "sh",
                                maven.toString(),
                                "-B",
                                "-f",
                                Path.of("src", "test", "kafka", "pom.xml").toString(),
                                "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath",
                                "-Dmdep.outputFile=" + CLASS_PATH.toAbsolutePath()));
    }

    public static KafkaBroker create(Path home) {
        try {
            int port = freePort();
            int controller = freePort();
            Files.createDirectories(home);
            Files.writeString(home.resolve("port"), Integer.toString(port));
            Files.writeString(home.resolve("server.properties"), """
                    process.roles=broker,controller
                    node.id=1
                    controller.quorum.voters=1@127.0.0.1:%2$d
                    listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                    advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
                    controller.listener.names=CONTROLLER
                    listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
                    log.dirs=%3$s
                    num.partitions=4
                    offsets.topic.replication.factor=1
                    """.formatted(port, controller, home.resolve("data")));
            List<String> format = java("kafka.tools.StorageTool");
            format.addAll(List.of("format", "-t", "bGlhbmh1LXRlc3QtMDAwMQ", "-c"));
            format.add(home.resolve("server.properties").toString());
            if (!run(home.resolve("format.log"), START_TIMEOUT, format)) {
                throw new IllegalStateException(Files.readString(home.resolve("format.log")));
            }
            return new KafkaBroker(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String address() {
        return "127.0.0.1:" + read("port");
    }

    /** Returns when the port is open. */
    public void start() {
        try {
            List<String> command = java("kafka.Kafka");
            command.add(home.resolve("server.properties").toString());
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            home.resolve("broker.log").toFile()))
                    .start();
            Files.writeString(home.resolve("pid"), Long.toString(process.pid()));
            Instant end = Instant.now().plus(START_TIMEOUT);
            while (!isOpen()) {
                if (!process.isAlive() || Instant.now().isAfter(end)) {
                    throw new IllegalStateException(Files.readString(home.resolve("broker.log")));
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As {@code kill -9} does. */
    public void kill() {
        ProcessHandle.of(Long.parseLong(read("pid"))).ifPresent(process -> {
            process.destroyForcibly();
            process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
        });
    }

    private boolean isOpen() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(read("port")))) {
            return socket.isConnected();
        } catch (IOException closed) {
            return false;
        }
    }

    private String read(String file) {
        try {
            return Files.readString(home.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> java(String main) throws IOException {
        return new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-cp",
                Files.readString(CLASS_PATH).strip(),
                main));
    }

    private static boolean run(Path log, Duration timeout, List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (!process.waitFor(timeout.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return false;
            }
            return process.exitValue() == 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
