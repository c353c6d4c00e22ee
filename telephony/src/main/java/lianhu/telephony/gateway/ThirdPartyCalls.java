package lianhu.telephony.gateway;

import java.lang.System.Logger.Level;
import java.time.Clock;
import lianhu.core.call.CallStep;
import lianhu.core.call.ThirdPartyRequest;
import lianhu.core.call.ThirdPartyRequests;
import lianhu.telephony.callflow.CallEvent;
import lianhu.telephony.callflow.CallId;

/** Takes what agents ask for at the desk to the calls of this instance. Used on one event loop only. */
final class ThirdPartyCalls {
    private static final System.Logger LOG = System.getLogger(ThirdPartyCalls.class.getName());

    private final ThirdPartyRequests requests;
    private final String instance;
    private final CallTransitions calls;
    private final Clock clock;
    private final EventLoop loop;
    private boolean taking;

    ThirdPartyCalls(ThirdPartyRequests requests, String instance, CallTransitions calls, Clock clock, EventLoop loop) {
        this.requests = requests;
        this.instance = instance;
        this.calls = calls;
        this.clock = clock;
        this.loop = loop;
    }

    /** Asks the store only while an agent talks here. */
    void take() {
        if (taking || calls.open().stream().noneMatch(call -> call.step() == CallStep.TALK && call.agentJoined())) {
            return;
        }
        taking = true;
        requests.take(instance, clock.instant())
                .emitOn(loop)
                .onTermination()
                .invoke(() -> taking = false)
                .subscribe()
                .with(
                        taken -> taken.forEach(this::deliver),
                        failure -> LOG.log(
                                Level.WARNING,
                                "whom agents want to call is not known: {0}",
                                failure.getClass().getName()));
    }

    private void deliver(ThirdPartyRequest request) {
        calls.deliver(
                new CallId(request.call()),
                "third party " + request.id(),
                switch (request) {
                    case ThirdPartyRequest.ByNumber wanted -> new CallEvent.ThirdPartyWanted(wanted.number());
                    case ThirdPartyRequest.Colleague wanted -> new CallEvent.ColleagueWanted(wanted.login());
                });
    }
}
