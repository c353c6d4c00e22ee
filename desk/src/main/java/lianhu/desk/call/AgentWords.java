package lianhu.desk.call;

import java.time.Duration;
import java.time.Instant;
import lianhu.core.call.AgentPause;
import lianhu.core.call.AgentStatus;

/** What an agent does, in words. */
final class AgentWords {
    static String of(AgentStatus agent, Instant now) {
        return switch (agent.state()) {
            case READY -> "空闲";
            case RINGING -> "正在振铃";
            case TALKING -> "通话 " + minutes(agent, now);
            case CALLING_BACK -> "正在回电话";
            case WRAPPING_UP -> "整理";
            case PAUSED -> agent.pause().map(AgentWords::pause).orElse("暂停") + " " + minutes(agent, now);
        };
    }

    private static String pause(AgentPause reason) {
        return switch (reason) {
            case MEAL -> "吃饭";
            case MEETING -> "开会";
            case OTHER -> "暂停";
            case NO_ANSWER -> "没接，自动暂停";
        };
    }

    private static String minutes(AgentStatus agent, Instant now) {
        return Duration.between(agent.since(), now).toMinutes() + " 分";
    }

    private AgentWords() {}
}
