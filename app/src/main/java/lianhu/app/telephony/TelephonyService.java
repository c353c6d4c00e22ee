package lianhu.app.telephony;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;
import lianhu.app.boot.AppSettings;
import lianhu.app.boot.CountyFiles;
import lianhu.app.boot.EmbeddedTelephony;
import lianhu.app.boot.InstanceName;
import lianhu.app.boot.StartupException;
import lianhu.core.call.AgentClaims;
import lianhu.core.call.CallLanguages;
import lianhu.core.call.CallLeases;
import lianhu.core.call.CallListenings;
import lianhu.core.call.CallStore;
import lianhu.core.call.ThirdPartyRequests;
import lianhu.core.outbound.DialableNumbers;
import lianhu.core.outbound.OutboundCall;
import lianhu.core.outbound.OutboundCallStore;
import lianhu.core.outbound.OutboundDialing;
import lianhu.core.query.SystemStatus.TelephoneStatus;
import lianhu.embedded.EmbeddedAsterisk;
import lianhu.embedded.EmbeddedException;
import lianhu.telephony.ari.AriOptions;
import lianhu.telephony.gateway.CallGateway;
import lianhu.telephony.gateway.CallGatewayOptions;
import lianhu.telephony.gateway.GatewayStatus;
import lianhu.telephony.gateway.outbound.OutboundCalling;
import lianhu.telephony.gateway.recording.CallReports;
import lianhu.telephony.prompt.PromptFiles;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Runs the gateway of the telephone from the start to the stop of the application. Calls outlive both. */
@ApplicationScoped
public class TelephonyService implements OutboundDialing {
    private static final Logger LOG = Logger.getLogger(TelephonyService.class);
    /** As in the dialplan: {@code StasisBroadcast} asks the applications whose names begin so. */
    private static final String APPLICATION = "hotline";

    /** A context of the embedded dialplan that answers by itself: nobody must ring 119 for a demonstration. */
    private static final String ANSWERING = "@hotline-demonstration/n";

    /** Any number is answered by this machine: the people of the demonstration do not exist, and their numbers may. */
    private static final String DEMONSTRATION_TRUNK = "Local/" + OutboundCalling.NUMBER + "@outbound-demonstration/n";

    private static final Pattern NOT_IN_A_NAME = Pattern.compile("[^A-Za-z0-9._-]");
    private static final int LONGEST_NAME = 50;
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final TelephonySettings settings;
    private final AppSettings appSettings;
    private final InstanceName instanceName;
    private final CallStore store;
    private final AgentClaims agentClaims;
    private final CallLeases leases;
    private final CallReports reports;
    private final OutboundCallStore outboundCalls;
    private final ThirdPartyRequests thirdParties;
    private final CallListenings listenings;
    private final OutboundCasework casework;
    private final CallLanguages languages;
    private final InstantSource clock;
    private volatile Optional<DialableNumbers> dialable = Optional.empty();
    private volatile Optional<AriOptions> asterisk = Optional.empty();
    private volatile @Nullable CallGateway gateway;

    TelephonyService(
            Vertx vertx,
            TelephonySettings settings,
            AppSettings appSettings,
            InstanceName instanceName,
            CallStore store,
            AgentClaims agentClaims,
            CallLeases leases,
            CallReports reports,
            OutboundCallStore outboundCalls,
            ThirdPartyRequests thirdParties,
            CallListenings listenings,
            OutboundCasework casework,
            CallLanguages languages,
            InstantSource clock,
            MeterRegistry meters) {
        this.vertx = vertx;
        this.settings = settings;
        this.appSettings = appSettings;
        this.instanceName = instanceName;
        this.store = store;
        this.agentClaims = agentClaims;
        this.leases = leases;
        this.reports = reports;
        this.outboundCalls = outboundCalls;
        this.thirdParties = thirdParties;
        this.listenings = listenings;
        this.casework = casework;
        this.languages = languages;
        this.clock = clock;
        TelephoneMeters.register(meters, this);
    }

    /**
     * Does nothing where there is no Asterisk.
     *
     * @throws StartupException when a setting is missing or wrong
     */
    public void start() {
        Optional<URI> configured = settings.ariUrl().map(TelephonyService::address);
        if (configured.isPresent()) {
            String password = settings.ariPassword()
                    .orElseThrow(() ->
                            new StartupException("设置了 lianhu.telephony.ari-url，没有设置 lianhu.telephony.ari-password。"
                                    + "口令是 Asterisk 的 ari.conf 里的那个；不用电话，请去掉 ari-url。"));
            start(
                    ari(configured.get().getHost(), configured.get().getPort(), settings.ariUser(), password),
                    settings.emergencyEndpoint().orElse(""),
                    settings.dutyEndpoint().orElse(""),
                    OutboundSettings.trunk(settings),
                    settings.trunkName());
        } else {
            EmbeddedTelephony.asterisk()
                    .ifPresent(starting ->
                            starting.thenAccept(this::startDemonstration).exceptionally(TelephonyService::logFailure));
        }
    }

    private void startDemonstration(EmbeddedAsterisk asterisk) {
        start(
                ari("127.0.0.1", asterisk.httpPort(), asterisk.user(), asterisk.password()),
                "Local/119" + ANSWERING,
                "Local/1001" + ANSWERING,
                DEMONSTRATION_TRUNK,
                "");
    }

    /** The Asterisk that takes the calls; empty where there is none. */
    public Optional<AriOptions> asterisk() {
        return asterisk;
    }

    @Override
    public Optional<DialableNumbers> dialableNumbers() {
        return dialable;
    }

    /** Outbound calls that are due, claimed for this instance; each is to be placed. */
    public Uni<List<OutboundCall>> claimCalls() {
        CallGateway running = gateway;
        return running == null ? Uni.createFrom().item(List.of()) : running.claimCalls();
    }

    /** Stops the telephones that ring for a matter which somebody answered. */
    public Uni<Void> stopUnneededCalls() {
        CallGateway running = gateway;
        return running == null ? Uni.createFrom().voidItem() : running.stopUnneededCalls();
    }

    /** Places an outbound call; what comes of it is stored. */
    public Uni<Void> place(OutboundCall call) {
        CallGateway running = gateway;
        return running == null
                ? Uni.createFrom().failure(new IllegalStateException("the telephone has stopped"))
                : running.place(call);
    }

    /** Empty where no Asterisk is configured. */
    public Optional<TelephoneStatus> status() {
        return Optional.ofNullable(gateway).map(running -> {
            GatewayStatus status = running.status();
            return new TelephoneStatus(
                    running.isReady(),
                    status.unreadableCalls(),
                    status.unsavedReports(),
                    status.failedRecordings(),
                    status.unreachedDesks(),
                    status.isTrunkDown(),
                    status.failedPrompts(),
                    dialable.isPresent());
        });
    }

    GatewayStatus gatewayStatus() {
        CallGateway running = gateway;
        return running == null ? GatewayStatus.NONE : running.status();
    }

    void stop(@Observes ShutdownEvent event) {
        CallGateway running = gateway;
        if (running != null) {
            running.close().onFailure().recoverWithNull().await().atMost(STOP_LIMIT);
        }
    }

    private AriOptions ari(String host, int port, String user, String password) {
        return AriOptions.of(host, port, user, password, APPLICATION, name());
    }

    private void start(
            AriOptions address, String emergencyEndpoint, String dutyEndpoint, String trunk, String trunkName) {
        asterisk = Optional.of(address);
        DialableNumbers numbers = OutboundSettings.dialableNumbers(settings);
        OutboundCalling calling = new OutboundCalling(
                trunk,
                OutboundSettings.atLeastOne(OutboundSettings.MAX_OUTBOUND, settings.maxOutbound()),
                OutboundSettings.atLeastOne(OutboundSettings.MAX_CALLS_PER_NUMBER, settings.maxCallsPerNumber()),
                outboundCalls,
                thirdParties,
                listenings,
                casework::store,
                casework::next,
                casework::mayFollowUp,
                casework::reporterNumber);
        Path ownPrompts = Path.of(appSettings.dataDir()).toAbsolutePath().resolve("prompts");
        PromptFolder prompts = new PromptFolder(CountyFiles.folder(appSettings.county()), languages);
        writePrompts(prompts, ownPrompts);
        CallGateway started = new CallGateway(
                vertx.getOrCreateContext(),
                address,
                new CallGatewayOptions(
                        name(),
                        new PromptFiles(
                                settings.prompts().map(Path::of).orElse(ownPrompts),
                                languages.tags(),
                                prompts.inOther()),
                        emergencyEndpoint,
                        dutyEndpoint,
                        settings.agentEndpoint(),
                        trunkName,
                        CallGatewayOptions.LEASE),
                clock.withZone(ZoneOffset.UTC),
                store,
                leases,
                agentClaims,
                reports,
                Optional.of(calling));
        started.start();
        gateway = started;
        dialable = trunk.isEmpty() ? Optional.empty() : Optional.of(numbers);
        LOG.infof("the telephone connects to %s", address);
    }

    /** Calls are taken without prompts, too: what a caller says after a silence is kept all the same. */
    private static void writePrompts(PromptFolder prompts, Path folder) {
        try {
            prompts.write(folder);
        } catch (UncheckedIOException e) {
            LOG.errorf("the prompts cannot be written to %s: %s", folder, e.getCause());
        }
    }

    private static @Nullable Void logFailure(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof EmbeddedException) {
            LOG.info("there is no telephone: Asterisk cannot be had");
        } else {
            LOG.error("the telephone does not start", cause);
        }
        return null;
    }

    /** Kept over restarts, since the open calls belong to it. */
    private String name() {
        String name = NOT_IN_A_NAME.matcher(instanceName.name()).replaceAll("-");
        return name.substring(Math.max(0, name.length() - LONGEST_NAME));
    }

    /** @throws StartupException when it is no address of a server */
    public static URI address(String url) {
        try {
            URI address = URI.create(url);
            if ("http".equals(address.getScheme()) && address.getHost() != null && address.getPort() > 0) {
                return address;
            }
        } catch (IllegalArgumentException wrong) {
            // told below
        }
        throw new StartupException(
                "lianhu.telephony.ari-url 写得不对：" + url + "。要写成 http://127.0.0.1:8088 的样子，带端口，不带 /ari。");
    }
}
