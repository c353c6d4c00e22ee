package lianhu.telephony.gateway;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import lianhu.core.call.CallLanguages;
import lianhu.core.call.InMemoryAgents;
import lianhu.core.call.InMemoryCallStore;
import lianhu.embedded.EmbeddedAsterisk;
import lianhu.telephony.ari.AriOptions;
import lianhu.telephony.gateway.recording.InMemoryCallReports;
import lianhu.telephony.phone.SipPhone;
import lianhu.telephony.prompt.PromptFiles;

/** A gateway with an event loop of its own, which can end as a killed process does, or stand still as a frozen one. */
final class KillableGateway {
    static final Duration LIMIT = Duration.ofSeconds(20);

    /** What all gateways of a test share. */
    record Surroundings(
            EmbeddedAsterisk asterisk,
            Path prompts,
            SipPhone desk,
            SipPhone seat,
            InMemoryCallStore store,
            InMemoryAgents agents,
            List<String> languages,
            InMemoryCallReports reports) {
        /** Without agents, in one language. */
        Surroundings(
                EmbeddedAsterisk asterisk,
                Path prompts,
                SipPhone desk,
                SipPhone seat,
                InMemoryCallStore store,
                InMemoryCallReports reports) {
            this(
                    asterisk,
                    prompts,
                    desk,
                    seat,
                    store,
                    new InMemoryAgents(store),
                    List.of(CallLanguages.MANDARIN),
                    reports);
        }

        /** The first of the others says its key. */
        PromptFiles promptFiles() {
            return new PromptFiles(
                    prompts,
                    languages,
                    languages.stream()
                            .skip(1)
                            .map(tag -> tag + "/" + PromptFiles.CHOOSE_LANGUAGE)
                            .collect(Collectors.toSet()));
        }

        AriOptions address(String application) {
            return new AriOptions(
                    "127.0.0.1",
                    asterisk.httpPort(),
                    asterisk.user(),
                    asterisk.password(),
                    application,
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(15),
                    4);
        }
    }

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final CallGateway gateway;

    KillableGateway(Surroundings around, String instance, Duration lease) {
        var options = new CallGatewayOptions(
                instance,
                around.promptFiles(),
                around.desk().endpoint(),
                around.seat().endpoint(),
                "PJSIP/" + CallGatewayOptions.EXTENSION,
                "",
                lease);
        gateway = new CallGateway(
                context,
                around.address(instance),
                options,
                Clock.systemUTC(),
                around.store(),
                around.store(),
                around.agents(),
                around.reports());
        gateway.start();
    }

    boolean isReady() {
        return gateway.isReady();
    }

    /** All timers and sockets end at once, and nothing is released. */
    void kill() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** The process gets no processor for this time. */
    void freeze(Duration time) {
        context.runOnContext(begun -> {
            try {
                Thread.sleep(time);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    void stop() {
        gateway.close().await().atMost(LIMIT);
        kill();
    }
}
