package lianhu.app.cli;

import io.quarkus.runtime.Quarkus;
import java.nio.file.Path;
import java.time.InstantSource;
import lianhu.adapters.county.InvalidCountyException;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.adapters.roster.CountyMismatchException;
import lianhu.app.boot.BootstrapConfig;
import lianhu.app.boot.BootstrapSecrets;
import lianhu.app.boot.EmbeddedServersLifecycle;
import lianhu.app.boot.MasterKeyFile;
import lianhu.app.boot.Migrations;
import lianhu.app.boot.ProxySettings;
import lianhu.app.boot.StartupException;
import lianhu.app.boot.UploadFolder;
import lianhu.app.demo.DemoAccounts;
import lianhu.bot.wecom.client.InvalidSettingsException;
import lianhu.embedded.DataDirectory;
import lianhu.embedded.EmbeddedException;
import org.eclipse.microprofile.config.Config;

/**
 * Prepares what must exist before Quarkus starts: a data directory of this county, a key, embedded servers when no
 * others are configured, an up-to-date database.
 */
public final class GatewayStart {
    private static final int EXIT_FAILURE = 1;

    /**
     * Starts the gateway, waits until it has stopped, and ends the JVM.
     *
     * @throws StartupException when a person must correct something before a start
     * @throws EmbeddedException when the data directory or the embedded servers cannot be used
     */
    public static void run(Config config) {
        ProxySettings.check(config);
        Path data = DataDirectory.claim(BootstrapConfig.dataOf(config), BootstrapConfig.countyOf(config))
                .path();
        System.setProperty("lianhu.data-dir", data.toString());
        UploadFolder.prepare(data, InstantSource.system());
        Path key = BootstrapConfig.keyOf(config, data);
        MasterKeyFile.ensure(key);
        if (BootstrapConfig.isDemonstration(config)) {
            DemoAccounts.set();
        } else {
            BootstrapSecrets.showFirstPassword(data, new FieldEncryption(MasterKeyFile.read(key)));
        }
        EmbeddedServersLifecycle.startUnlessConfigured(config, data);
        Migrations.runWhenBehind(config);
        Quarkus.run(null, (code, failure) -> end(code, failure));
    }

    /** A fault in the county folder or the settings is printed as a sentence for a person, not as a stack trace. */
    private static void end(int code, Throwable failure) {
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

    private GatewayStart() {}
}
