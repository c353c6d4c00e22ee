package lianhu.telephony.outbound;

import java.util.stream.Stream;

/** Says before anything else that it is a drill, each time the first question is played. Otherwise the script is that of a real call. */
record DrillScript(OutboundScript script) implements OutboundScript {
    private static final String DRILL = "drill";

    @Override
    public Line next(String keys) {
        Line line = script.next(keys);
        return keys.isEmpty() && line instanceof Question question
                ? new Question(
                        Stream.concat(Stream.of(DRILL), question.prompts().stream())
                                .toList(),
                        question.keys(),
                        question.plays(),
                        question.keyLimit(),
                        question.isStored())
                : line;
    }

    @Override
    public LastWords end(String keys) {
        return script.end(keys);
    }

    @Override
    public String notStored() {
        return script.notStored();
    }
}
