package lianhu.simulator.wecom;

import io.vertx.core.json.JsonObject;
import lianhu.simulator.state.Journal;
import lianhu.simulator.state.MessageContent;
import lianhu.simulator.state.MessageRoute;
import lianhu.simulator.state.SimulatedCorp;
import org.jspecify.annotations.Nullable;

/** Later replies of the smart robot by response_url: one for each callback, within one hour (document 101138). */
final class ResponseUrlApi {

    private final SimulatedCorp simulatedCorp;

    ResponseUrlApi(SimulatedCorp simulatedCorp) {
        this.simulatedCorp = simulatedCorp;
    }

    JsonObject reply(@Nullable String responseCode, JsonObject body) {
        String code = responseCode == null ? "" : responseCode;
        SimulatedCorp.ResponseTarget responseTarget =
                simulatedCorp.responseUrls().find(code);
        MessageContent messageContent = MessageContent.ofResponse(body);
        simulatedCorp.responseUrls().consume(code);
        simulatedCorp
                .journal()
                .add(new Journal.NewEntry(
                        responseTarget.place(),
                        simulatedCorp.setup().robot().id(),
                        messageContent,
                        MessageRoute.REPLY,
                        responseTarget.msgid(),
                        "shown"));
        if (messageContent.card() != null) {
            simulatedCorp.cards().record(responseTarget.place(), messageContent.card(), responseTarget.msgid(), true);
        }
        return ApiResponse.ok();
    }
}
