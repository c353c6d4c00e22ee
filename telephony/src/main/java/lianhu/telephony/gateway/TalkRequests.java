package lianhu.telephony.gateway;

import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import lianhu.core.call.CallListenings.ListeningRequest;
import lianhu.core.call.CallStep;
import lianhu.core.call.ThirdPartyRequest;
import lianhu.telephony.callflow.event.CallEvent;
import lianhu.telephony.callflow.event.CallId;
import lianhu.telephony.eventloop.EventLoop;
import lianhu.telephony.eventloop.OutageLog;
import lianhu.telephony.gateway.outbound.OutboundCalling;

/** Takes what agents and team leads ask for at the desk to the calls of this instance. Used on one event loop only. */
final class TalkRequests {
    private static final System.Logger LOG = System.getLogger(TalkRequests.class.getName());

    private final OutboundCalling calling;
    private final String instance;
    private final CallTransitions calls;
    private final Clock clock;
    private final EventLoop loop;
    /** The store is asked twice a second, and its own health tells that it is away. */
    private final OutageLog outage = new OutageLog(LOG, "what is asked for at the desk is not known");

    private boolean takingThirdParties;
    private boolean takingListeners;

    TalkRequests(OutboundCalling calling, String instance, CallTransitions calls, Clock clock, EventLoop loop) {
        this.calling = calling;
        this.instance = instance;
        this.calls = calls;
        this.clock = clock;
        this.loop = loop;
    }

    /** Asks the store only while an agent talks here. */
    void take() {
        if (calls.open().stream().noneMatch(call -> call.step() == CallStep.TALK && call.agentJoined())) {
            return;
        }
        if (!takingThirdParties) {
            takingThirdParties = true;
            take(
                    calling.thirdParties().take(instance, clock.instant()),
                    () -> takingThirdParties = false,
                    this::deliver);
        }
        if (!takingListeners) {
            takingListeners = true;
            take(calling.listenings().take(instance, clock.instant()), () -> takingListeners = false, this::deliver);
        }
    }

    private <T> void take(Uni<List<T>> requests, Runnable whenOver, Consumer<T> use) {
        requests.emitOn(loop)
                .onTermination()
                .invoke(whenOver)
                .subscribe()
                .with(
                        taken -> {
                            outage.worked();
                            taken.forEach(use);
                        },
                        outage::failed);
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

    private void deliver(ListeningRequest request) {
        calls.deliver(
                new CallId(request.call()),
                "listening " + request.id(),
                new CallEvent.ListenerWanted(request.id(), request.extension()));
    }
}
