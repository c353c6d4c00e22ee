package lianhu.telephony.outbound;

import java.time.Duration;
import java.util.List;
import lianhu.core.outbound.OutboundResult;

/** 叫应: asks for key 1. A voice that picks up is no answer: a machine does that too. */
record EscalationScript() implements OutboundScript {
    private static final Question QUESTION =
            new Question(List.of("urgent-press-one"), "1", 3, Duration.ofSeconds(5), true);

    @Override
    public Line next(String keys) {
        return keys.isEmpty() ? QUESTION : end(keys);
    }

    @Override
    public LastWords end(String keys) {
        return new LastWords(List.of("duty-room-told"), OutboundResult.ANSWERED);
    }

    @Override
    public String notStored() {
        return "answer-not-stored";
    }
}
