package lianhu.simulator;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import lianhu.simulator.state.SimulatorConfig;

/** Starts the simulator: {@code --port N --gateway URL[,URL] [--demo DIR] [--journal ENTRIES]}. */
public final class SimulatorMain {

    private static final Set<String> OPTIONS = Set.of("--port", "--gateway", "--demo", "--journal");
    private static final String USAGE = "usage: --port N --gateway URL[,URL] [--demo DIR] [--journal ENTRIES]";

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
        for (int i = 0; i < args.length; i += 2) {
            if (!OPTIONS.contains(args[i]) || i + 1 == args.length) {
                throw new IllegalArgumentException(USAGE);
            }
            given.put(args[i], args[i + 1]);
        }
        return given;
    }
}
