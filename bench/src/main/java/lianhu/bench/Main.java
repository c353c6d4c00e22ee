package lianhu.bench;

import java.util.logging.Level;
import java.util.logging.Logger;
import lianhu.bench.subject.Ending;
import lianhu.bench.subject.Program;

/** Measures the built gateway: {@code NAME [--option value]…}. The last line is one JSON object. */
public final class Main {
    /** Each connection that a kill cuts would be a line of its own; kept here, since loggers are forgotten otherwise. */
    private static final Logger CUT_CONNECTIONS = Logger.getLogger("io.vertx.core.net.impl.ConnectionBase");

    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;
    private static final String USAGE = """
            ingest  callbacks to committed tickets    --connections 32 --seconds 20 --warm-up 60000 --rounds 4 --outgoing held|sink
                    latency at a fixed rate           --rate 500
                    with redeliveries                 --dup 0.3
            start   first, warm and after kill -9     --times 5
            notices one notice to many groups         --groups 20000 --delay 50ms --rounds 2 --connections 256
            kill    kill -9 at random under load      --times 200 --seconds 1800 --copies 1|2 --target gateway,postgres,redis --rate 20 --seed 1
            disk    the disk runs full under load     --megabytes 420 --seconds 30 --rate 50""";

    public static void main(String[] args) {
        CUT_CONNECTIONS.setLevel(Level.OFF);
        Ending ending = new Ending();
        Runtime.getRuntime().addShutdownHook(new Thread(ending::close));
        System.exit(measure(args, ending));
    }

    private static int measure(String[] args, Ending ending) {
        try (ending) {
            if (args.length > 0 && args[0].equals("disk") && !new Options(args, Disk.OPTIONS).has("inside")) {
                return Disk.elsewhere(args);
            }
            Result result = switch (args.length == 0 ? "" : args[0]) {
                case "ingest" -> {
                    Options options = new Options(args, Ingest.OPTIONS);
                    yield new Ingest(options, Program.ofLauncher(), ending).run(options);
                }
                case "start" -> new Start(new Options(args, Start.OPTIONS), Program.ofLauncher(), ending).run();
                case "notices" -> new Notices(new Options(args, Notices.OPTIONS), Program.ofLauncher(), ending).run();
                case "kill" -> new Kill(new Options(args, Kill.OPTIONS), Program.ofLauncher(), ending).run();
                case "disk" -> new Disk(new Options(args, Disk.OPTIONS), Program.ofLauncher(), ending).run();
                default -> throw new IllegalArgumentException("which one?\n" + USAGE);
            };
            ending.close();
            System.out.println(result.json());
            return result.isSound() ? 0 : FAILED;
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

    private Main() {}
}
