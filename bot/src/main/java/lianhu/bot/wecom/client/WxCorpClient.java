package lianhu.bot.wecom.client;

import java.io.IOException;
import java.util.concurrent.locks.Lock;
import me.chanjar.weixin.common.bean.WxAccessToken;
import me.chanjar.weixin.common.enums.WxType;
import me.chanjar.weixin.common.error.WxError;
import me.chanjar.weixin.common.error.WxErrorException;
import me.chanjar.weixin.common.util.http.RequestExecutor;
import me.chanjar.weixin.common.util.http.apache.Utf8ResponseHandler;
import me.chanjar.weixin.cp.api.impl.WxCpServiceImpl;
import me.chanjar.weixin.cp.constant.WxCpApiPathConsts;
import org.apache.http.client.methods.HttpGet;

/**
 * WxJava's client of one application. It blocks: for virtual threads only. Two things are ours: how a token is had (one
 * question to the store instead of two with a gap between), and that nothing is repeated behind the caller's back but a
 * call whose token had ended. WxJava's own repeating sleeps for 31 s on a busy WeCom, and shorter settings lose the code.
 */
public final class WxCorpClient extends WxCpServiceImpl {
    private static final String TOKEN_PATH = WxCpApiPathConsts.GET_TOKEN;

    private final AccessTokenStore tokens;

    WxCorpClient(AccessTokenStore tokens, String baseUrl, WxHttpClientPool pool) {
        this.tokens = tokens;
        tokens.setBaseApiUrl(baseUrl);
        tokens.setApacheHttpClientBuilder(pool);
        setWxCpConfigStorage(tokens);
    }

    @Override
    public <T, E> T execute(RequestExecutor<T, E> executor, String uri, E words) throws WxErrorException {
        return executeInternal(executor, uri, words, false);
    }

    @Override
    public String getAccessToken(boolean isForced) {
        String held = isForced ? null : tokens.getAccessToken();
        if (held != null) {
            return held;
        }
        Lock lock = tokens.getAccessTokenLock();
        lock.lock();
        try {
            String meanwhile = isForced ? null : tokens.getAccessToken();
            return meanwhile == null ? fetchToken() : meanwhile;
        } finally {
            lock.unlock();
        }
    }

    private String fetchToken() {
        String address = String.format(tokens.getApiUrl(TOKEN_PATH), tokens.getCorpId(), tokens.getCorpSecret());
        try {
            String answer = getRequestHttpClient().execute(new HttpGet(address), Utf8ResponseHandler.INSTANCE);
            WxError error = WxError.fromJson(answer, WxType.CP);
            if (error.getErrorCode() != 0) {
                throw new AccessTokenException(error.getErrorCode(), new WxErrorException(error));
            }
            WxAccessToken token = WxAccessToken.fromJson(answer);
            tokens.updateAccessToken(token);
            return token.getAccessToken();
        } catch (AccessTokenException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new AccessTokenException(0, e);
        }
    }
}
