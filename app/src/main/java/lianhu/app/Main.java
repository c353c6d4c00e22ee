package lianhu.app;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.nio.file.Path;
import lianhu.adapters.county.FaultyCounty;
import lianhu.adapters.roster.WrongCounty;
import lianhu.bot.wecom.WrongSettings;
import lianhu.embedded.DataDirectory;
import lianhu.embedded.EmbeddedException;
import org.eclipse.microprofile.config.Config;

/**
 * What must be there before Quarkus starts: a data directory of this county, a key, servers of our own when none are named,
 * an up-to-date database. Exit codes of {@link lianhu.embedded.Trouble} when a person must put something right.
 */
@QuarkusMain
public final class Main {
    private static final int FAULTY = 1;

    public static void main(String... args) {
        try {
            Config config = EarlySettings.read();
            if (args.length > 0) {
                System.exit(Commands.run(config, args));
            }
            prepare(config);
        } catch (EmbeddedException e) {
            System.err.println(e.getMessage());
            System.exit(e.exitCode());
        } catch (Fault fault) {
            System.err.println(fault.getMessage());
            System.exit(FAULTY);
        } catch (Exception e) {
            e.printStackTrace();
            System.exit(FAULTY);
        }
        Quarkus.run(null, (code, failure) -> end(code, failure), args);
    }

    private static void prepare(Config config) {
        Path data = DataDirectory.claim(EarlySettings.dataOf(config), EarlySettings.countyOf(config)).path();
        System.setProperty("lianhu.data-dir", data.toString());
        MasterKey.ensure(EarlySettings.keyOf(config, data));
        if (EarlySettings.isDemonstration(config)) {
            DemonstrationAccounts.set();
        } else {
            FirstSecrets.makePassword(data);
        }
        OwnServers.startWhenNoneAreNamed(config, data);
        Migrations.runWhenBehind(config);
    }

    /** A fault of the county's folder or the settings is a sentence for a person, not a stack trace. */
    private static void end(int code, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (isForAPerson(cause)) {
                System.err.println(cause.getMessage());
                System.exit(FAULTY);
            }
        }
        if (failure != null) {
            failure.printStackTrace();
        }
        System.exit(code);
    }

    private static boolean isForAPerson(Throwable cause) {
        return cause instanceof Fault
                || cause instanceof FaultyCounty
                || cause instanceof WrongCounty
                || cause instanceof WrongSettings;
    }

    private Main() {}
}
