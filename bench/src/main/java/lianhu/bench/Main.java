package lianhu.bench;

import lianhu.bench.subject.Ending;
import lianhu.bench.subject.Program;

/** Measures the built gateway: {@code NAME [--option value]…}. The last line is one JSON object. */
public final class Main {
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;
    private static final String USAGE = """
            ingest  callbacks to committed tickets    --connections 32 --seconds 20 --warm-up 60000 --rounds 4 --outgoing held|sink
                    latency at a fixed rate           --rate 500
                    with redeliveries                 --dup 0.3
            start   first, warm and after kill -9     --times 5
            kill    kill -9 at random under load      --times 200 --seconds 1800 --copies 1|2 --target gateway,postgres,redis --rate 20 --seed 1""";

    public static void main(String[] args) {
        Ending ending = new Ending();
        Runtime.getRuntime().addShutdownHook(new Thread(ending::close));
        System.exit(measure(args, ending));
    }

    private static int measure(String[] args, Ending ending) {
        try (ending) {
            Result result = switch (args.length == 0 ? "" : args[0]) {
                case "ingest" -> {
                    Options options = new Options(args, Ingest.OPTIONS);
                    yield new Ingest(options, Program.ofLauncher(), ending).run(options);
                }
                case "start" -> new Start(new Options(args, Start.OPTIONS), Program.ofLauncher(), ending).run();
                case "kill" -> new Kill(new Options(args, Kill.OPTIONS), Program.ofLauncher(), ending).run();
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
