package lianhu.bot.wecom.client;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Set;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLHandshakeException;
import lianhu.core.notice.ChannelSender.Outcome;
import me.chanjar.weixin.common.error.WxErrorException;
import org.apache.http.client.HttpResponseException;
import org.apache.http.conn.ConnectTimeoutException;
import org.apache.http.conn.ConnectionPoolTimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What an answer of WeCom, or none, means for a delivery. The codes are those of
 * developer.work.weixin.qq.com/document/path/90313.
 */
@Singleton
public final class WecomErrorClassifier {
    private static final Logger LOG = Logger.getLogger(WecomErrorClassifier.class);

    public static final int BUSY = -1;
    private static final int TOO_MANY = 45009;
    private static final int TOO_MANY_AT_ONCE = 45033;
    private static final Set<Integer> TOKEN_ENDED = Set.of(40001, 40014, 42001);

    /** Secret, corp or application wrong; the address of this server not trusted; a permission missing. */
    private static final Set<Integer> MISCONFIGURED = Set.of(40013, 40056, 41004, 48002, 60020, 84074, 301002);

    /** No such member any more. */
    private static final Set<Integer> GONE = Set.of(40003, 60111, 81013);

    private static final int NO_SUCH_WEBHOOK = 93000;

    /** After 45009 WeCom blocks the interface for a minute (document 90454). */
    private static final Duration BLOCKED = Duration.ofSeconds(60);

    /** Until an operator has acted there is no use in asking often. */
    private static final Duration MISCONFIGURED_PAUSE = Duration.ofMinutes(10);

    private final ChannelCircuitBreaker channelCircuitBreaker;
    private final RandomGenerator random;

    @Inject
    WecomErrorClassifier(ChannelCircuitBreaker channelCircuitBreaker) {
        this(channelCircuitBreaker, RandomGenerator.getDefault());
    }

    public WecomErrorClassifier(ChannelCircuitBreaker channelCircuitBreaker, RandomGenerator random) {
        this.channelCircuitBreaker = channelCircuitBreaker;
        this.random = random;
    }

    /** @param way closed where WeCom asks for a pause or an operator must act; without secrets */
    public Outcome classify(Throwable failure, String way) {
        if (failure instanceof AccessTokenException none) {
            return none.code == 0 ? unreachable(none) : classifyCode(none.code, way, true);
        }
        IOException broken = cause(failure, IOException.class);
        if (broken != null) {
            return classifyIo(broken, way);
        }
        WxErrorException answered = cause(failure, WxErrorException.class);
        // WxJava gives -99 to what is no answer of WeCom: an empty body.
        if (answered == null || answered.getError().getErrorCode() == -99) {
            LOG.warnf(
                    "WeCom's answer cannot be read (%s, %s)",
                    way, failure.getClass().getSimpleName());
            return new Outcome.Unknown("企业微信的答复读不懂，可能已经送到");
        }
        return classifyCode(answered.getError().getErrorCode(), way, false);
    }

    static boolean isBusy(Throwable failure) {
        WxErrorException answered = cause(failure, WxErrorException.class);
        return (answered != null && answered.getError().getErrorCode() == BUSY)
                || (failure instanceof AccessTokenException none && none.code == BUSY);
    }

    /** WeCom's answer to a group robot, which has no token. */
    public Outcome classifyErrcode(int code, String way) {
        return classifyCode(code, way, false);
    }

    private Outcome classifyCode(int code, String way, boolean isForToken) {
        if (code == BUSY) {
            return new Outcome.RetryLater("企业微信系统繁忙", withJitter(Duration.ofSeconds(10)));
        }
        if (code == TOO_MANY) {
            LOG.warnf("WeCom answers 45009, %s pauses for a minute", way);
            channelCircuitBreaker.trip(way, BLOCKED);
            return new Outcome.RetryLater("企业微信限制发送频率", BLOCKED);
        }
        if (code == TOO_MANY_AT_ONCE) {
            return new Outcome.RetryLater("企业微信限制并发", withJitter(Duration.ofSeconds(2)));
        }
        if (MISCONFIGURED.contains(code) || (isForToken && TOKEN_ENDED.contains(code))) {
            return misconfigured(way, "errcode " + code, "错误码 " + code);
        }
        if (TOKEN_ENDED.contains(code)) {
            return new Outcome.RetryLater("企业微信的凭据刚刚失效", withJitter(Duration.ofSeconds(5)));
        }
        if (GONE.contains(code)) {
            return new Outcome.Rejected("这个人不在企业微信里了，请打电话告诉他");
        }
        if (code == NO_SUCH_WEBHOOK) {
            return new Outcome.Rejected("这个群的推送地址失效了（消息推送被移除），请在群里口头告知");
        }
        LOG.errorf("WeCom refuses a message (%s, errcode %d)", way, code);
        return new Outcome.Rejected("企业微信不收这条消息（错误码 " + code + "）");
    }

    private Outcome classifyIo(IOException broken, String way) {
        if (broken instanceof HttpResponseException http) {
            return classifyHttpStatus(http.getStatusCode(), way);
        }
        boolean isUnwritten = broken instanceof ConnectException
                || broken instanceof ConnectTimeoutException
                || broken instanceof ConnectionPoolTimeoutException
                || broken instanceof UnknownHostException
                || broken instanceof NoRouteToHostException
                || broken instanceof SSLHandshakeException;
        return isUnwritten ? unreachable(broken) : noResponse(broken, way);
    }

    /** No other status than WeCom's 200 says whether it was taken. */
    public Outcome classifyHttpStatus(int status, String way) {
        if (status == 503 || status == 429) {
            return new Outcome.RetryLater("企业微信暂时不可用（HTTP " + status + "）", withJitter(Duration.ofSeconds(30)));
        }
        if (status < 500) {
            return misconfigured(way, "HTTP " + status, "HTTP " + status);
        }
        LOG.warnf("HTTP %d instead of WeCom's answer (%s)", status, way);
        return new Outcome.Unknown("企业微信没有正常答复（HTTP " + status + "），可能已经送到");
    }

    /** It was, or may have been, written. */
    public Outcome noResponse(Throwable why, String way) {
        LOG.warnf("no answer from WeCom (%s, %s)", way, why.getClass().getSimpleName());
        return new Outcome.Unknown("企业微信没有答复，可能已经送到");
    }

    /** Nothing was written. */
    public Outcome unreachable(Throwable why) {
        LOG.warnf("WeCom is not reached (%s)", why.getClass().getSimpleName());
        return new Outcome.RetryLater("连不上企业微信", withJitter(Duration.ofSeconds(15)));
    }

    private Outcome misconfigured(String way, String code, String said) {
        LOG.errorf("WeCom refuses the settings of %s (%s): an operator must act; paused for 10 minutes", way, code);
        channelCircuitBreaker.trip(way, MISCONFIGURED_PAUSE);
        return new Outcome.RetryLater("企业微信的设置不对（" + said + "），请管理员处理", MISCONFIGURED_PAUSE);
    }

    /** Up to half as long again, so that what failed together does not come back together. */
    Duration withJitter(Duration pause) {
        return pause.plusMillis(random.nextLong(pause.toMillis() / 2));
    }

    private static <T extends Throwable> @Nullable T cause(Throwable failure, Class<T> type) {
        for (Throwable one = failure; one != null; one = one.getCause()) {
            if (type.isInstance(one)) {
                return type.cast(one);
            }
        }
        return null;
    }
}
