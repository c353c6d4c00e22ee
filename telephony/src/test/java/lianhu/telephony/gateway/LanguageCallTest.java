package lianhu.telephony.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import lianhu.core.call.CallStep;
import lianhu.core.call.InMemoryAgents;
import lianhu.core.call.InMemoryCallStore;
import lianhu.core.call.StoredCall;
import lianhu.telephony.ari.AriOptions;
import lianhu.telephony.gateway.recording.InMemoryCallReports;
import lianhu.telephony.phone.SipPhone;
import lianhu.telephony.phone.Tone;
import lianhu.telephony.prompt.PromptFiles;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Callers who want another language than that of the county, by SIP through a real Asterisk. */
@NullUnmarked
class LanguageCallTest extends AsteriskTestBase {
    private final Vertx vertx = Vertx.vertx();
    private final InMemoryCallStore store = new InMemoryCallStore();
    private final InMemoryAgents agents = new InMemoryAgents(store);
    private final InMemoryCallReports reports = new InMemoryCallReports();
    private CallGateway gateway;
    private SipPhone caller;
    private SipPhone agent;

    /** In Tibetan the prompts have the pitch of others. */
    @BeforeEach
    void start() throws InterruptedException {
        PromptTones.writeAs(prompts, "choose-language", "is-that-right");
        PromptTones.writeAs(prompts, "bo/choose-language", "once-more");
        PromptTones.writeAs(prompts, "bo/please-wait", "record-more");
        PromptTones.writeAs(prompts, "bo/speak", "record-again");
        caller = new SipPhone(asterisk.sipPort(), "13900000003", new Tone(440));
        agent = new SipPhone(asterisk.sipPort(), "8001", new Tone(3_900));
        agent.register(asterisk.agentPassword());
        gateway = new CallGateway(
                vertx.getOrCreateContext(),
                AriOptions.of("127.0.0.1", asterisk.httpPort(), asterisk.user(), asterisk.password(), "hotline", "a"),
                new CallGatewayOptions(
                        "hotline-a",
                        new PromptFiles(
                                prompts,
                                List.of("zh-CN", "bo", "mn"),
                                Set.of("bo/choose-language", "bo/please-wait", "bo/speak")),
                        "",
                        "",
                        "PJSIP/" + CallGatewayOptions.EXTENSION,
                        "",
                        CallGatewayOptions.LEASE),
                Clock.systemUTC(),
                store,
                store,
                agents,
                reports);
        gateway.start();
        until(gateway::isReady);
    }

    @AfterEach
    void stop() throws InterruptedException {
        caller.hangUp();
        until(() -> store.calls().stream().noneMatch(StoredCall::isOpen));
        caller.close();
        agent.close();
        gateway.close().await().atMost(LIMIT);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void whoChoosesALanguageTalksWithAnAgentWhoSpeaksItAndMayComeBackTheNextTime() throws Exception {
        signIn("bo");
        agent.ring();
        caller.call();
        until(() -> step() == CallStep.CHOOSE_LANGUAGE);
        caller.press('2');
        until(() -> heard().contains("record-more"));
        assertEquals(List.of("greeting", "once-more", "record-more"), heard());
        agent.pickUp();
        until(() -> step() == CallStep.TALK);
        caller.hangUp();
        until(() -> store.calls().stream().noneMatch(StoredCall::isOpen));
        agents.resume("zhuoma", Instant.now()).await().indefinitely();
        caller.close();
        agent.ring();

        caller = new SipPhone(asterisk.sipPort(), "13900000003", new Tone(440));
        caller.call();

        until(() -> heard().contains("record-more"));
        assertEquals(List.of("greeting", "is-that-right", "record-more"), heard());
        caller.hangUp();
        until(() -> store.calls().stream().noneMatch(StoredCall::isOpen));
        caller.close();

        caller = new SipPhone(asterisk.sipPort(), "13900000003", new Tone(440));
        caller.call();
        until(() -> step() == CallStep.CHOOSE_LANGUAGE);
        caller.press('1');

        until(() -> heard().contains("please-wait"));
        assertEquals(List.of("greeting", "is-that-right", "please-wait"), heard());
    }

    @Test
    void whoPressesNothingIsServedInTheLanguageOfTheCountyAndIsNotAskedTheNextTime() throws Exception {
        signIn("bo");
        agent.ring();
        caller.call();
        until(() -> heard().contains("please-wait"));
        assertEquals(List.of("greeting", "once-more", "please-wait"), heard());
        caller.hangUp();
        until(() -> store.calls().stream().noneMatch(StoredCall::isOpen));
        caller.close();

        caller = new SipPhone(asterisk.sipPort(), "13900000003", new Tone(440));
        caller.call();

        until(() -> heard().contains("please-wait"));
        assertEquals(List.of("greeting", "please-wait"), heard());
    }

    @Test
    void whereNobodySpeaksTheLanguageTheMessageIsTakenInItAndItsReportSaysSo() throws Exception {
        signIn();
        caller.call();
        until(() -> step() == CallStep.CHOOSE_LANGUAGE);
        caller.press('2');
        until(() -> heard().contains("beep"));
        assertEquals(List.of("greeting", "once-more", "record-again", "beep"), heard());

        caller.speak(true);
        Thread.sleep(2_500);
        caller.press('#');
        until(() -> !reports.entries().isEmpty());

        assertEquals("bo", reports.entries().getFirst().language());
    }

    private void signIn(String... languages) {
        agents.signIn("zhuoma", "卓玛", "8001", List.of(languages), Instant.EPOCH)
                .await()
                .indefinitely();
    }

    private CallStep step() {
        return store.calls().stream()
                .filter(StoredCall::isOpen)
                .map(StoredCall::step)
                .findFirst()
                .orElse(CallStep.CLOSED);
    }

    private List<String> heard() {
        return PromptTones.read(caller.heard());
    }
}
