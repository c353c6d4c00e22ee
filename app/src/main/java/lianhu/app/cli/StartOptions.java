package lianhu.app.cli;

import java.nio.file.Files;
import lianhu.app.boot.BootstrapConfig;
import lianhu.app.sms.SmsConfiguration;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of {@code start}. {@code doctor} has them too and checks what a start with them would use. */
final class StartOptions {
    private static final String DEMONSTRATION = "lianhu.demo";
    private static final String SIMULATOR_PORT = "lianhu.simulator-port";
    private static final String DEFAULT_SIMULATOR_PORT = "8090";

    @Option(
            names = "--no-simulator",
            description = {"不启动企业微信模拟器", "without the simulator of WeCom"})
    private boolean withoutSimulator;

    @Option(
            names = "--no-telephony",
            description = {"不启动电话部分", "without the telephone"})
    private boolean withoutTelephony;

    @Option(
            names = "--port",
            paramLabel = "N",
            converter = PortConverter.class,
            description = {"网关端口，默认 8080", "port of the gateway"})
    private @Nullable Integer port;

    @Option(
            names = "--simulator-port",
            paramLabel = "N",
            converter = PortConverter.class,
            description = {"模拟器端口，默认 8090", "port of the simulator"})
    private @Nullable Integer simulatorPort;

    @Option(
            names = "--management-port",
            paramLabel = "N",
            converter = PortConverter.class,
            description = {"健康检查和指标的端口，默认 9000", "port of health checks and metrics"})
    private @Nullable Integer managementPort;

    @Mixin
    private DataOptions data = new DataOptions();

    /**
     * Applies these options and returns the settings.
     *
     * @throws ExitException when the county has no demonstration and the simulator was not left out
     */
    Config settings() {
        set(BootstrapConfig.PORT, port);
        set(BootstrapConfig.MANAGEMENT_PORT, managementPort);
        set(SIMULATOR_PORT, simulatorPort);
        Config config = data.settings();
        Installation.ofLauncher().ifPresent(here -> demonstrate(here, config));
        return config;
    }

    /** The launcher starts a demonstration unless the simulator is left out; a bare jar follows the settings. */
    private void demonstrate(Installation here, Config config) {
        System.setProperty(DEMONSTRATION, Boolean.toString(!withoutSimulator));
        if (withoutSimulator) {
            return;
        }
        System.setProperty("lianhu.wecom.base-url", "http://127.0.0.1:" + simulatorPort(config));
        sendSmsToSimulator(config);
        transcribeBySimulator(config);
        String county = BootstrapConfig.countyOf(config);
        if (!Files.isDirectory(here.county(county).resolve("demo"))) {
            throw new ExitException(
                    ExitException.WRONG_USAGE,
                    county + " 没有演示数据，请加上 --no-simulator。  This county has no demonstration; add --no-simulator.");
        }
    }

    /** Unless a service of its own is configured. */
    private static void sendSmsToSimulator(Config config) {
        if (config.getOptionalValue("lianhu.sms.url", String.class).isEmpty()) {
            System.setProperty("lianhu.sms.url", "http://127.0.0.1:" + simulatorPort(config) + "/sms/messages");
            System.setProperty("lianhu.sms.token", SmsConfiguration.DEMO_TOKEN);
            System.setProperty("lianhu.sms.callback-token", SmsConfiguration.DEMO_TOKEN);
        }
    }

    /** Unless a server of its own is configured. */
    private static void transcribeBySimulator(Config config) {
        if (config.getOptionalValue("lianhu.speech.url", String.class).isEmpty()) {
            System.setProperty("lianhu.speech.url", "http://127.0.0.1:" + simulatorPort(config) + "/speech");
        }
    }

    boolean isWithSimulator() {
        return !withoutSimulator;
    }

    boolean isWithTelephony() {
        return !withoutTelephony;
    }

    static int simulatorPort(Config config) {
        return Integer.parseInt(
                config.getOptionalValue(SIMULATOR_PORT, String.class).orElse(DEFAULT_SIMULATOR_PORT));
    }

    private static void set(String setting, @Nullable Integer value) {
        if (value != null) {
            System.setProperty(setting, value.toString());
        }
    }
}
