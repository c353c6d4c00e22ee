package lianhu.telephony.outbound;

import java.util.List;
import lianhu.core.outbound.OutboundResult;

/** 回拨: the agent who picks up is connected with the caller at once. A desk telephone that was asked to ring has a person at it. */
record CallbackScript() implements OutboundScript {
    @Override
    public Line next(String keys) {
        return new Connection();
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
}
