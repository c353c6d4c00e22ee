package lianhu.simulator;

import java.io.IOException;
import java.io.OutputStream;
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
 * Starts the simulator: {@code --port N --gateway URL[,URL] [--demo DIR] [--journal ENTRIES] [--stop-at-eof]}. With
 * {@code --stop-at-eof} the simulator stops when its standard input ends, so that it never outlives the process that
 * started it.
 */
public final class SimulatorMain {

    private static final Set<String> OPTIONS = Set.of("--port", "--gateway", "--demo", "--journal");
    private static final String STOP_AT_EOF = "--stop-at-eof";
    private static final String USAGE =
            "usage: --port N --gateway URL[,URL] [--demo DIR] [--journal ENTRIES] [" + STOP_AT_EOF + "]";

    private SimulatorMain() {}

    public static void main(String[] args) {
        try {
            Map<String, String> options = parse(args);
            int journal = Integer.parseInt(options.getOrDefault("--journal", "100000"));
            SimulatorConfig simulatorConfig = SimulatorConfig.demonstration().withJournalLimit(journal);
            Simulator simulator =
                    Simulator.start(simulatorConfig, Integer.parseInt(options.getOrDefault("--port", "8090")));
            Runtime.getRuntime().addShutdownHook(new Thread(simulator::close));
            prepare(simulator, options);
            System.out.println("simulator: " + simulator.url());
            if (options.containsKey(STOP_AT_EOF)) {
                System.in.transferTo(OutputStream.nullOutputStream());
                // Nothing needs to be saved, and halting frees the port immediately for the next start.
                Runtime.getRuntime().halt(0);
            }
        } catch (IOException | IllegalArgumentException failure) {
            System.err.println("simulator: " + failure.getMessage());
            System.exit(2);
        }
    }

    private static void prepare(Simulator simulator, Map<String, String> options) throws IOException {
        String gateways = options.getOrDefault("--gateway", "http://127.0.0.1:8080");
        simulator.gateways(Arrays.stream(gateways.split(",")).map(URI::create).toArray(URI[]::new));
        String demo = options.get("--demo");
        if (demo != null) {
            simulator.load(Path.of(demo));
        }
    }

    private static Map<String, String> parse(String[] args) {
        Map<String, String> options = new HashMap<>();
        Iterator<String> arguments = List.of(args).iterator();
        while (arguments.hasNext()) {
            String argument = arguments.next();
            if (argument.equals(STOP_AT_EOF)) {
                options.put(argument, "");
            } else if (OPTIONS.contains(argument) && arguments.hasNext()) {
                options.put(argument, arguments.next());
            } else {
                throw new IllegalArgumentException(USAGE);
            }
        }
        return options;
    }
}
