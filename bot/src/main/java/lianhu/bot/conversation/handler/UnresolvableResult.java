package lianhu.bot.conversation.handler;

import java.util.regex.Pattern;
import lianhu.core.ticket.ActionType;

/** 办不了：…: a result that says it cannot be done, and why. The reporter hears that plainly. */
final class UnresolvableResult {
    private static final Pattern WORDS =
            Pattern.compile("^(现在|目前|暂时|暂)?(办不了|办不成|解决不了|处理不了|修不了|不能办|不能解决|没法办|无法办理|无法解决|无法处理)");

    static boolean matches(ActionType type, String words) {
        return type == ActionType.RESULT && WORDS.matcher(words.strip()).find();
    }

    private UnresolvableResult() {}
}
