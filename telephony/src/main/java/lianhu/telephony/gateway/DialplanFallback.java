package lianhu.telephony.gateway;

import java.util.Optional;
import lianhu.core.call.CallStep;
import lianhu.telephony.ari.AriClient;
import lianhu.telephony.ari.AriRequests;
import lianhu.telephony.callflow.CallState;

/**
 * Gives callers whose calls cannot be stored to the dialplan, which records what they have to say.
 *
 * <p>So the recordings of Asterisk are the spool of the gateway while the database is away, and there is no second one. A file of the
 * gateway could hold the name of a recording and nothing more, since the words are nowhere but in Asterisk; and a number out of a
 * stock for such times would be read out for a report that no database knows. So no number is read out then, and
 * {@link RecordingImport} makes of each recording exactly one report when the database is back, whichever process has died meanwhile.
 */
final class DialplanFallback {
    /** Of the dialplan: records the words of the caller without us. */
    private static final String CONTEXT = "hotline-fallback";

    private final AriClient ari;
    private final CommandRunner commands;

    DialplanFallback(AriClient ari, CommandRunner commands) {
        this.ari = ari;
        this.commands = commands;
    }

    /** The dialplan takes this caller. */
    void take(String channel) {
        AriRequests.drop(ari.continueInDialplan(channel, CONTEXT, "s"));
    }

    /**
     * The database is away in the middle of a call. A caller whose words are recorded hears that they are kept, which is true: they lie
     * on the disk of Asterisk, under a name that was stored before the recording began.
     *
     * @param call as it would be if the database were there
     */
    void storeIsAway(CallState call) {
        String channel = call.id().value();
        if (call.callerGone()) {
            return;
        }
        if (call.closed()) {
            AriRequests.drop(ari.hangUp(channel));
        } else if (call.messages().isEmpty() && call.receipt().isEmpty()) {
            take(channel);
        } else {
            commands.sayLastWords(call.id(), "kept", call.language().needed());
        }
    }

    /**
     * A caller who does not hear the tone would not begin to speak: the dialplan has a tone of its own. False when the caller is not
     * asked to speak at present.
     */
    boolean withoutPrompts(Optional<CallState> call) {
        Optional<CallState> asked = call.filter(one -> one.step() == CallStep.RECORD_MESSAGE)
                .filter(one -> !one.callerGone() && one.messages().isEmpty());
        asked.ifPresent(one -> take(one.id().value()));
        return asked.isPresent();
    }
}
