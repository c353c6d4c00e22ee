package lianhu.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The embedded Asterisk: configuration from our templates, a password, loopback only, calls of this machine only. */
final class AsteriskServer implements ManagedServer {
    static final String USER = "gateway";

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration PORT_LIMIT = Duration.ofSeconds(3);
    private static final int ANSWER_LIMIT_MS = 1000;
    private static final String RUNNING = "\"status\":\"Running\"";
    private static final String SIP_PORT = "sip-port";
    private static final String PID_FILE = "run/asterisk.pid";

    private final Path home;
    private final ServerFolder folder;

    /** @param home the tree of {@link AsteriskBinaries#home} */
    AsteriskServer(Path home, Path path) {
        this.home = home;
        folder = ServerFolder.open(path, AsteriskBinaries.loader(home));
    }

    @Override
    public String name() {
        return "Asterisk";
    }

    int httpPort() {
        return folder.port();
    }

    int sipPort() {
        var remembered = folder.read(SIP_PORT);
        return remembered.isEmpty() ? 0 : Integer.parseInt(remembered);
    }

    String password() {
        return folder.password();
    }

    String agentPassword() {
        return folder.secret("agent-password");
    }

    @Override
    public ProcessHandle adoptOrStart() {
        return findRunning().orElseGet(() -> {
            // An Asterisk that has just ended holds its port for a moment.
            Polling.until(PORT_LIMIT, () -> Ports.isFree(folder.port()));
            return folder.startOnAnyPort(this::start);
        });
    }

    @Override
    public ProcessHandle restart() {
        return findRunning().orElseGet(() -> folder.startOnSamePort(this::start));
    }

    @Override
    public void requestStop(ProcessHandle process) {
        // SIGTERM ends the calls, closes their recordings and ends.
        process.destroy();
    }

    private Optional<ProcessHandle> findRunning() {
        var found = Optional.of(folder.read(PID_FILE))
                .filter(text -> text.matches("\\d{1,10}"))
                .map(Long::valueOf)
                .flatMap(ProcessHandle::of)
                .filter(folder::isRunBy);
        found.ifPresent(
                process -> Polling.until(START_LIMIT, () -> !ProcessRunner.isAlive(process) || isOurServer(process)));
        return found.filter(this::isOurServer);
    }

    private ProcessHandle start(int port) {
        folder.awaitExitOfLeftovers();
        deleteControlFiles();
        var sipPort = sipPort();
        if (sipPort == 0 || !Ports.isFreeForUdp(sipPort)) {
            folder.write(SIP_PORT, Integer.toString(Ports.anyFreeForUdp()));
        }
        AsteriskConfiguration.write(
                folder,
                Map.of(
                        "AGENT_PASSWORD", agentPassword(),
                        "HOME", home.toString(),
                        "FOLDER", folder.path().toString(),
                        "USER", USER,
                        "PASSWORD", password(),
                        "HTTP_PORT", Integer.toString(port),
                        "SIP_PORT", Integer.toString(sipPort())));
        // In its folder, by which a later start recognises it.
        var command = new ArrayList<>(List.of("env", "-C", folder.path().toString()));
        command.addAll(AsteriskBinaries.command(home));
        command.addAll(List.of("-C", folder.file("asterisk.conf").toString(), "-f", "-n"));
        return folder.launch(name(), START_LIMIT, command, this::isOurServer);
    }

    /** Nobody else knows the password. Asterisk answers before its modules run, and a call would find no telephone then. */
    private boolean isOurServer(ProcessHandle process) {
        return ProcessRunner.isAlive(process)
                && runningModules(folder.port(), password()) >= AsteriskConfiguration.countModules();
    }

    /** 0 when nobody answers, or refuses the password. */
    static int runningModules(int port, String password) {
        try {
            var connection = (HttpURLConnection) URI.create("http://127.0.0.1:" + port + "/ari/asterisk/modules")
                    .toURL()
                    .openConnection();
            try {
                return runningModules(connection, password);
            } finally {
                // A connection that is kept would hold the port when Asterisk stops.
                connection.disconnect();
            }
        } catch (IOException nobodyThere) {
            return 0;
        }
    }

    private static int runningModules(HttpURLConnection connection, String password) throws IOException {
        connection.setConnectTimeout(ANSWER_LIMIT_MS);
        connection.setReadTimeout(ANSWER_LIMIT_MS);
        var credentials = (USER + ":" + password).getBytes(StandardCharsets.UTF_8);
        connection.setRequestProperty(
                "Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
        if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
            return 0;
        }
        try (var in = connection.getInputStream()) {
            var modules = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return modules.split(RUNNING, -1).length - 1;
        }
    }

    /** What a killed Asterisk left: a process with the number of the old one must not be taken for it. */
    private void deleteControlFiles() {
        try {
            Files.deleteIfExists(folder.file(PID_FILE));
            Files.deleteIfExists(folder.file("run/asterisk.ctl"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
