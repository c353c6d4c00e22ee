package lianhu.bot.wecom.kf;

import lianhu.core.report.StoreUnavailableException;
import me.chanjar.weixin.common.error.WxErrorException;

/** WeCom does not give what was asked for now. */
final class KfReadException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private KfReadException(String why) {
        super(why, null, false, false);
    }

    static KfReadException from(WxErrorException answer) {
        return new KfReadException("errcode " + answer.getError().getErrorCode());
    }

    static KfReadException withoutLink() {
        return new KfReadException("an answer without a link");
    }

    /** For a log: of others only the class, since their messages may quote what was asked. */
    static String reason(Throwable failure) {
        return failure instanceof KfReadException || failure instanceof StoreUnavailableException
                ? String.valueOf(failure.getMessage())
                : failure.getClass().getName();
    }
}
