package lianhu.app.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import lianhu.app.boot.BootstrapConfig;
import lianhu.app.boot.EmbeddedTelephony;
import lianhu.embedded.DataDirectory;
import lianhu.embedded.EmbeddedAsterisk;
import lianhu.embedded.EmbeddedException;
import org.eclipse.microprofile.config.Config;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Starts everything and returns when the gateway has stopped. */
@Command(name = "run", description = "构建并启动全部（演示用），Ctrl-C 停止  build and start everything, as a demonstration")
final class RunCommand implements Callable<Integer> {
    private static final String ASTERISK = "lianhu.telephony.ari-url";

    @Mixin
    private StartOptions options = new StartOptions();

    @Override
    public Integer call() {
        Installation here = Installation.required("run");
        Config config = options.settings();
        int port = config.getValue(BootstrapConfig.PORT, Integer.class);
        FreePort.require("网关", port);
        FreePort.require("网关的管理端口", config.getValue(BootstrapConfig.MANAGEMENT_PORT, Integer.class));
        String county = BootstrapConfig.countyOf(config);
        if (options.isWithSimulator()) {
            FreePort.require("模拟器", StartOptions.simulatorPort(config));
        }
        Path data = DataDirectory.claim(BootstrapConfig.dataOf(config), county).path();
        announce(data);
        if (isWithEmbeddedTelephony(config)) {
            EmbeddedTelephony.start(config, data)
                    .whenComplete((asterisk, failure) -> System.out.println(
                            asterisk != null
                                    ? telephones(asterisk)
                                    : "┃ 不可用：电话。  Not available: the telephone.\n" + reason(failure)));
        }
        if (options.isWithSimulator()) {
            SimulatorProcess.start(
                    here,
                    StartOptions.simulatorPort(config),
                    port,
                    here.county(county).resolve("demo"),
                    data.resolve("simulator.log"));
        }
        GatewayStart.run(config);
        return 0;
    }

    /** Its emergency desk answers by itself, so it is for a demonstration only. */
    private boolean isWithEmbeddedTelephony(Config config) {
        return options.isWithTelephony()
                && options.isWithSimulator()
                && config.getOptionalValue(ASTERISK, String.class).isEmpty();
    }

    /** The password opens telephones of this machine, and calls nobody. */
    private static String telephones(EmbeddedAsterisk asterisk) {
        return """
                ┃ 电话 telephone: sip:12345@127.0.0.1:%d
                ┃ 座席话机 agents: %s @127.0.0.1:%1$d, 口令 password %s""".formatted(asterisk.sipPort(), String.join(", ", EmbeddedAsterisk.AGENTS), asterisk.agentPassword());
    }

    private static String reason(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof EmbeddedException ? String.valueOf(cause.getMessage()) : cause.toString();
    }

    private void announce(Path data) {
        System.out.println(
                options.isWithSimulator()
                        ? """
                        ┃ 演示，不可上线：人和群都是虚构的，密钥是公开的。
                        ┃ A DEMONSTRATION, not for real use: its people and groups are invented, its keys are public."""
                        : "┃ 没有启动：企业微信模拟器（--no-simulator）。  Not started: the simulator, as asked.");
        if (!options.isWithTelephony()) {
            System.out.println("┃ 没有启动：电话（--no-telephony）。  Not started: the telephone, as asked.");
        }
        System.out.println("┃ 数据 data: " + data);
    }
}
