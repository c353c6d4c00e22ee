package lianhu.telephony.outbound;

import java.time.Duration;
import java.util.List;
import lianhu.core.outbound.CallMatter;
import lianhu.core.outbound.OutboundCall;
import lianhu.core.outbound.OutboundResult;

/** What a called person hears and is asked, by the keys that were pressed so far. Pure. */
public interface OutboundScript {
    /** @param keys the keys that answered the questions so far, in their order */
    Line next(String keys);

    /** For a person who has answered, and answers nothing more. */
    LastWords end(String keys);

    /** Said when an answer cannot be stored. */
    String notStored();

    static OutboundScript of(OutboundCall call) {
        return call.isDrill() ? new DrillScript(ofMatter(call)) : ofMatter(call);
    }

    private static OutboundScript ofMatter(OutboundCall call) {
        return switch (call.matter()) {
            case CallMatter.OfBroadcast broadcast -> new EscalationScript();
            case CallMatter.OfTicket ticket -> new EscalationScript();
            case CallMatter.OfCallback callback -> new CallbackScript();
            case CallMatter.OfFollowUp ticket ->
                new FollowUpScript(call.recipient().id());
            case CallMatter.OfReporterCall(var ticket, var receipt) -> new ReporterCallScript(receipt.digits());
        };
    }

    /** Asks a question, says the last words, or connects the person with the reporter. */
    sealed interface Line {}

    /**
     * A question.
     *
     * @param keys that answer it
     * @param plays how often it is played; the call ends when nobody answers
     * @param keyLimit after the prompts
     * @param isStored the answer has to be durable before the call goes on
     */
    record Question(List<String> prompts, String keys, int plays, Duration keyLimit, boolean isStored)
            implements Line {}

    /** The reporter is called, and both talk. */
    record Connection() implements Line {}

    /** @param result of the attempt; ANSWERED when an answer was stored */
    record LastWords(List<String> prompts, OutboundResult result) implements Line {}
}
