package lianhu.bot.wecom.client;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import me.chanjar.weixin.common.util.http.apache.ApacheHttpClientBuilder;
import org.apache.http.client.HttpRequestRetryHandler;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.conn.ConnectionKeepAliveStrategy;
import org.apache.http.conn.ssl.SSLConnectionSocketFactory;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.impl.conn.PoolingHttpClientConnectionManager;

/**
 * Holds the connections of all applications; WxJava's own pool is a process-wide singleton with ten connections to a host
 * that repeats requests and follows redirects, so that a caller would not know what was sent.
 */
public final class WxHttpClientPool implements ApacheHttpClientBuilder, AutoCloseable {
    /** Requests under way at a time; WeCom's ceiling of 10,000 a minute is reached with far fewer. */
    public static final int IN_FLIGHT = 64;

    /** WeCom answers in tens of milliseconds; it grants us five seconds. */
    public static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(5);

    private static final int CONNECT_MS = 2_000;
    private static final int VALIDATE_IDLE_MS = 100;

    private final CloseableHttpClient client;

    /** @param timeout without an answer after it the outcome counts as unknown */
    public WxHttpClientPool(Duration timeout) {
        PoolingHttpClientConnectionManager connections = new PoolingHttpClientConnectionManager();
        connections.setMaxTotal(IN_FLIGHT);
        connections.setDefaultMaxPerRoute(IN_FLIGHT);
        // A connection the other side has closed would look like a message without an answer.
        connections.setValidateAfterInactivity(VALIDATE_IDLE_MS);
        client = HttpClients.custom()
                .setConnectionManager(connections)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectTimeout(CONNECT_MS)
                        .setConnectionRequestTimeout(CONNECT_MS)
                        .setSocketTimeout(Math.toIntExact(timeout.toMillis()))
                        .build())
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .evictIdleConnections(20, TimeUnit.SECONDS)
                .build();
    }

    @Override
    public CloseableHttpClient build() {
        return client;
    }

    @Override
    public void close() throws IOException {
        client.close();
    }

    // WxJava hands its settings to every builder; ours are made in the constructor.

    @Override
    public ApacheHttpClientBuilder httpProxyHost(String host) {
        return this;
    }

    @Override
    public ApacheHttpClientBuilder httpProxyPort(int port) {
        return this;
    }

    @Override
    public ApacheHttpClientBuilder httpProxyUsername(String name) {
        return this;
    }

    @Override
    public ApacheHttpClientBuilder httpProxyPassword(String password) {
        return this;
    }

    @Override
    public ApacheHttpClientBuilder httpRequestRetryHandler(HttpRequestRetryHandler handler) {
        return this;
    }

    @Override
    public ApacheHttpClientBuilder keepAliveStrategy(ConnectionKeepAliveStrategy strategy) {
        return this;
    }

    @Override
    public ApacheHttpClientBuilder sslConnectionSocketFactory(SSLConnectionSocketFactory factory) {
        return this;
    }

    @Override
    public ApacheHttpClientBuilder supportedProtocols(String[] protocols) {
        return this;
    }
}
