package lianhu.bot.wecom;

import lianhu.core.Unavailable;
import me.chanjar.weixin.common.error.WxErrorException;

/** WeCom does not give what was asked for now. */
final class Unread extends RuntimeException {
    private static final long serialVersionUID = 1;

    private Unread(String why) {
        super(why, null, false, false);
    }

    static Unread of(WxErrorException answer) {
        return new Unread("errcode " + answer.getError().getErrorCode());
    }

    /** For a log: of others only the class, since their messages may quote what was asked. */
    static String why(Throwable failure) {
        return failure instanceof Unread || failure instanceof Unavailable
                ? String.valueOf(failure.getMessage())
                : failure.getClass().getName();
    }
}
