package lianhu.bench;

import java.util.logging.Level;
import java.util.logging.Logger;
import lianhu.bench.harness.Closer;
import lianhu.bench.harness.InstalledApp;

/** Measures the built gateway: {@code NAME [--option value]…}. The last line of output is one JSON object. */
public final class BenchMain {
    /** Silenced, because each connection cut by a kill would log a line; a static reference keeps the logger's level. */
    private static final Logger CUT_CONNECTIONS = Logger.getLogger("io.vertx.core.net.impl.ConnectionBase");

    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;
    private static final String USAGE = """
            ingest  callbacks to committed tickets    --connections 32 --seconds 20 --warm-up 60000 --rounds 4 --outgoing held|sink
                    latency at a fixed rate           --rate 500
                    with redeliveries                 --dup 0.3
            start   first, warm and after kill -9     --times 5
                    ingest and start, another build in turn: --against ../other/app/target/quarkus-app
                    settings it calls otherwise:      --against-names lianhu.here=lianhu.there,...
            notices one notice to many groups         --groups 20000 --delay 50ms --rounds 2 --connections 256
            kill    kill -9 at random under load      --times 200 --seconds 1800 --copies 1|2 --target gateway,postgres,redis --rate 20 --seed 1
            soak    faults one after another          --seconds 600 --rate 100
            disk    the disk runs full under load     --megabytes 420 --seconds 30 --rate 50
            calls   telephone calls with sound        --rate 20 --seconds 60 --hold 24 --warm-up 10
            desk    the desk over years of tickets    --tickets 792000 --years 3 --staff 50 --rate 5 --seconds 60
            hostile 1 MB texts made to be slow        --bytes 1000000""";

    public static void main(String[] args) {
        CUT_CONNECTIONS.setLevel(Level.OFF);
        Closer closer = new Closer();
        Runtime.getRuntime().addShutdownHook(new Thread(closer::close));
        System.exit(measure(args, closer));
    }

    private static int measure(String[] args, Closer closer) {
        try (closer) {
            if (args.length > 0
                    && args[0].equals("disk")
                    && !new BenchOptions(args, DiskFullBenchmark.OPTIONS).has("inside")) {
                return DiskFullBenchmark.runInTmpfs(args);
            }
            BenchResult benchResult = switch (args.length == 0 ? "" : args[0]) {
                case "ingest" ->
                    new IngestBenchmark(
                                    new BenchOptions(args, IngestBenchmark.OPTIONS),
                                    InstalledApp.fromProperties(),
                                    closer)
                            .run();
                case "start" ->
                    new StartupBenchmark(
                                    new BenchOptions(args, StartupBenchmark.OPTIONS),
                                    InstalledApp.fromProperties(),
                                    closer)
                            .run();
                case "notices" ->
                    new BroadcastBenchmark(
                                    new BenchOptions(args, BroadcastBenchmark.OPTIONS),
                                    InstalledApp.fromProperties(),
                                    closer)
                            .run();
                case "kill" ->
                    new CrashTest(new BenchOptions(args, CrashTest.OPTIONS), InstalledApp.fromProperties(), closer)
                            .run();
                case "soak" ->
                    new SoakBenchmark(
                                    new BenchOptions(args, SoakBenchmark.OPTIONS),
                                    InstalledApp.fromProperties(),
                                    closer)
                            .run();
                case "disk" ->
                    new DiskFullBenchmark(
                                    new BenchOptions(args, DiskFullBenchmark.OPTIONS),
                                    InstalledApp.fromProperties(),
                                    closer)
                            .run();
                case "calls" ->
                    new CallsBenchmark(
                                    new BenchOptions(args, CallsBenchmark.OPTIONS),
                                    InstalledApp.fromProperties(),
                                    closer)
                            .run();
                case "desk" ->
                    new DeskBenchmark(
                                    new BenchOptions(args, DeskBenchmark.OPTIONS),
                                    InstalledApp.fromProperties(),
                                    closer)
                            .run();
                case "hostile" ->
                    new HostileBenchmark(
                                    new BenchOptions(args, HostileBenchmark.OPTIONS),
                                    InstalledApp.fromProperties(),
                                    closer)
                            .run();
                default -> throw new IllegalArgumentException("name a measurement:\n" + USAGE);
            };
            closer.close();
            System.out.println(benchResult.json());
            return benchResult.isSound() ? 0 : FAILED;
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            return WRONG_USAGE;
        } catch (IllegalStateException failed) {
            System.err.println(failed.getMessage());
            return FAILED;
        } catch (RuntimeException broken) {
            broken.printStackTrace();
            return FAILED;
        }
    }

    private BenchMain() {}
}
