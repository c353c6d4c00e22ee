package lianhu.app;
import lianhu.app.cli.GatewayStart;

import io.quarkus.runtime.annotations.QuarkusMain;
import lianhu.app.boot.BootstrapConfig;
import lianhu.app.boot.StartupException;
import lianhu.app.cli.LianhuCommand;
import lianhu.embedded.EmbeddedException;

/**
 * Runs a command of {@code ./lianhu} when arguments are given, and the gateway otherwise. Ends with the exit codes of
 * {@link StartFailure} when a person must correct something.
 */
@QuarkusMain
public final class Main {
    private static final int EXIT_FAILURE = 1;

    public static void main(String... args) {
        if (args.length > 0) {
            System.exit(LianhuCommand.run(args));
        }
        try {
            GatewayStart.run(BootstrapConfig.read());
        } catch (EmbeddedException e) {
            System.err.println(e.getMessage());
            System.exit(e.exitCode());
        } catch (StartupException startupException) {
            System.err.println(startupException.getMessage());
            System.exit(EXIT_FAILURE);
        } catch (RuntimeException e) {
            e.printStackTrace();
            System.exit(EXIT_FAILURE);
        }
    }

    private Main() {}
}
