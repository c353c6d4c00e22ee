package lianhu.simulator.wecom;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.UUID;
import lianhu.simulator.state.Address;
import lianhu.simulator.state.CallQuota;
import lianhu.simulator.state.Journal;
import lianhu.simulator.state.MessageContent;
import lianhu.simulator.state.MessageRoute;
import lianhu.simulator.state.SimulatedCorp;
import lianhu.simulator.state.SimulatedGroup;
import lianhu.simulator.state.WecomErrorException;
import org.jspecify.annotations.Nullable;

/** Group robots behind a webhook key: 20 messages a minute each (document 91770). */
final class WebhookApi {

    private final SimulatedCorp simulatedCorp;
    private final CallQuota perMinute;

    WebhookApi(SimulatedCorp simulatedCorp) {
        this.simulatedCorp = simulatedCorp;
        this.perMinute = new CallQuota(20, Duration.ofMinutes(1), simulatedCorp.clock());
    }

    JsonObject send(@Nullable String key, JsonObject body) {
        SimulatedGroup simulatedGroup = simulatedCorp
                .world()
                .groupOfKey(key == null ? "" : key)
                .orElseThrow(() -> new WecomErrorException(93000, "invalid webhook url"));
        MessageContent messageContent = MessageContent.ofWebhook(body);
        if (!perMinute.acquire(simulatedGroup.chat())) {
            throw new WecomErrorException(45009, "api freq out of limit");
        }
        // The interface returns no msgid; this id is only for the journal.
        String msgid = UUID.randomUUID().toString();
        simulatedCorp
                .journal()
                .add(new Journal.NewEntry(
                        Address.chat(simulatedGroup.chat()),
                        "webhook",
                        messageContent,
                        MessageRoute.WEBHOOK,
                        msgid,
                        "shown"));
        return ApiResponse.ok();
    }
}
