package lianhu.app;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.nio.file.Path;
import lianhu.adapters.county.InvalidCountyException;
import lianhu.adapters.roster.CountyMismatchException;
import lianhu.app.boot.BootstrapConfig;
import lianhu.app.boot.BootstrapSecrets;
import lianhu.app.boot.EmbeddedServersLifecycle;
import lianhu.app.boot.MasterKeyFile;
import lianhu.app.boot.Migrations;
import lianhu.app.boot.StartupException;
import lianhu.app.demo.DemoAccounts;
import lianhu.bot.wecom.client.InvalidSettingsException;
import lianhu.embedded.DataDirectory;
import lianhu.embedded.EmbeddedException;
import org.eclipse.microprofile.config.Config;

/**
 * Prepares what must exist before Quarkus starts: a data directory of this county, a key, embedded servers when no
 * others are configured, an up-to-date database. Ends with the exit codes of {@link StartFailure} when a person must
 * correct something.
 */
@QuarkusMain
public final class Main {
    private static final int EXIT_FAILURE = 1;

    public static void main(String... args) {
        try {
            Config config = BootstrapConfig.read();
            if (args.length > 0) {
                System.exit(Cli.run(config, args));
            }
            prepare(config);
        } catch (EmbeddedException e) {
            System.err.println(e.getMessage());
            System.exit(e.exitCode());
        } catch (StartupException startupException) {
            System.err.println(startupException.getMessage());
            System.exit(EXIT_FAILURE);
        } catch (Exception e) {
            e.printStackTrace();
            System.exit(EXIT_FAILURE);
        }
        Quarkus.run(null, (code, failure) -> exit(code, failure), args);
    }

    private static void prepare(Config config) {
        Path data = DataDirectory.claim(BootstrapConfig.dataOf(config), BootstrapConfig.countyOf(config))
                .path();
        System.setProperty("lianhu.data-dir", data.toString());
        MasterKeyFile.ensure(BootstrapConfig.keyOf(config, data));
        if (BootstrapConfig.isDemonstration(config)) {
            DemoAccounts.set();
        } else {
            BootstrapSecrets.createPassword(data);
        }
        EmbeddedServersLifecycle.startUnlessConfigured(config, data);
        Migrations.runWhenBehind(config);
    }

    /** A fault in the county folder or the settings is printed as a sentence for a person, not as a stack trace. */
    private static void exit(int code, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (isUserError(cause)) {
                System.err.println(cause.getMessage());
                System.exit(EXIT_FAILURE);
            }
        }
        if (failure != null) {
            failure.printStackTrace();
        }
        System.exit(code);
    }

    private static boolean isUserError(Throwable cause) {
        return cause instanceof StartupException
                || cause instanceof InvalidCountyException
                || cause instanceof CountyMismatchException
                || cause instanceof InvalidSettingsException;
    }

    private Main() {}
}
