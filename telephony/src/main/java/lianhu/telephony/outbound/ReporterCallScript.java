package lianhu.telephony.outbound;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import lianhu.core.outbound.OutboundResult;
import lianhu.telephony.prompt.SpokenNumber;

/** An owner wants to talk with the reporter. Key 1 proves that a person picked up, before the reporter's telephone rings. */
record ReporterCallScript(String receipt) implements OutboundScript {
    private static final Duration KEY_LIMIT = Duration.ofSeconds(8);

    @Override
    public Line next(String keys) {
        return keys.isEmpty() ? new Question(prompts(), "1", 2, KEY_LIMIT, false) : new Connection();
    }

    @Override
    public LastWords end(String keys) {
        return new LastWords(List.of("reporter-not-reached"), OutboundResult.REPORTER_NOT_REACHED);
    }

    /** Nothing is stored. */
    @Override
    public String notStored() {
        return "reporter-not-reached";
    }

    private List<String> prompts() {
        var prompts = new ArrayList<String>(List.of("reporter-call"));
        prompts.addAll(SpokenNumber.prompts(receipt));
        prompts.add("reporter-call-press-one");
        return List.copyOf(prompts);
    }
}
