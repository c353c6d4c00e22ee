package lianhu.simulator;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lianhu.simulator.state.SimulatorConfig;

/**
 * Starts the simulator: {@code --port N --gateway URL[,URL] [--demo DIR] [--journal ENTRIES] [--stop-at-eof]}. With the last
 * one it stops as soon as its standard input ends, so that it never outlives the process that started it.
 */
public final class SimulatorMain {

    private static final Set<String> OPTIONS = Set.of("--port", "--gateway", "--demo", "--journal");
    private static final String STOP_AT_EOF = "--stop-at-eof";
    private static final String USAGE =
            "usage: --port N --gateway URL[,URL] [--demo DIR] [--journal ENTRIES] [" + STOP_AT_EOF + "]";

    private SimulatorMain() {}

    public static void main(String[] args) {
        try {
            Map<String, String> given = read(args);
            int journal = Integer.parseInt(given.getOrDefault("--journal", "100000"));
            SimulatorConfig simulatorConfig = SimulatorConfig.demonstration().withJournalLimit(journal);
            Simulator simulator =
                    Simulator.start(simulatorConfig, Integer.parseInt(given.getOrDefault("--port", "8090")));
            Runtime.getRuntime().addShutdownHook(new Thread(simulator::close));
            prepare(simulator, given);
            System.out.println("simulator: " + simulator.url());
            if (given.containsKey(STOP_AT_EOF)) {
                System.in.transferTo(OutputStream.nullOutputStream());
                Runtime.getRuntime()
                        .halt(0); // there is nothing to keep, and the port is free at once for the next start
            }
        } catch (IOException | IllegalArgumentException wrong) {
            PrintStream err = System.err;
            err.println("simulator: " + wrong.getMessage());
            System.exit(2);
        }
    }

    private static void prepare(Simulator simulator, Map<String, String> given) throws IOException {
        String gateways = given.getOrDefault("--gateway", "http://127.0.0.1:8080");
        simulator.gateways(Arrays.stream(gateways.split(",")).map(URI::create).toArray(URI[]::new));
        String demo = given.get("--demo");
        if (demo != null) {
            simulator.load(Path.of(demo));
        }
    }

    private static Map<String, String> read(String[] args) {
        Map<String, String> given = new HashMap<>();
        Iterator<String> words = List.of(args).iterator();
        while (words.hasNext()) {
            String word = words.next();
            if (word.equals(STOP_AT_EOF)) {
                given.put(word, "");
            } else if (OPTIONS.contains(word) && words.hasNext()) {
                given.put(word, words.next());
            } else {
                throw new IllegalArgumentException(USAGE);
            }
        }
        return given;
    }
}
