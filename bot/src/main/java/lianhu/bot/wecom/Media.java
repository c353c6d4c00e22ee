package lianhu.bot.wecom;

import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import lianhu.core.Photos;
import lianhu.core.report.PhotoId;
import me.chanjar.weixin.common.enums.WxType;
import me.chanjar.weixin.common.error.WxError;
import me.chanjar.weixin.common.error.WxErrorException;
import me.chanjar.weixin.common.util.http.RequestExecutor;
import me.chanjar.weixin.common.util.http.ResponseHandler;
import me.chanjar.weixin.cp.constant.WxCpApiPathConsts;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.impl.conn.SystemDefaultDnsResolver;

/**
 * Fetches photos and voices people sent and has them kept. What WeCom names lives five minutes (robot) or three days (application).
 * Every failure is a {@link NoPhoto}: the report goes its way without the photo.
 */
final class Media implements AutoCloseable {
    /** How long a host may be silent. */
    private static final Duration SILENCE = Duration.ofSeconds(3);

    /** For what cannot be aborted, the question for the host's address; a moment later, so that the abort answers first. */
    private static final Duration A_MOMENT = Duration.ofMillis(300);

    private final WecomAccounts accounts;
    private final Applications applications;
    private final VirtualThreads threads;
    private final Photos photos;
    private final PhotoHosts hosts;
    private final CloseableHttpClient client;

    Media(WecomAccounts accounts, Applications applications, VirtualThreads threads, Photos photos) {
        this.accounts = accounts;
        this.applications = applications;
        this.threads = threads;
        this.photos = photos;
        this.hosts = new PhotoHosts(accounts, SystemDefaultDnsResolver.INSTANCE);
        int millis = Math.toIntExact(SILENCE.toMillis());
        this.client = HttpClients.custom()
                .setDnsResolver(hosts)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectTimeout(2_000)
                        .setConnectionRequestTimeout(2_000)
                        .setSocketTimeout(millis)
                        .build())
                .setMaxConnTotal(HttpPool.IN_FLIGHT)
                .setMaxConnPerRoute(HttpPool.IN_FLIGHT)
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .build();
    }

    /** A photo of a robot's callback, under the key of that robot. */
    Uni<PhotoId> ofRobot(String robot, RobotMessage.Attachment attachment, Duration patience) {
        return kept(
                () -> {
                    WecomAccounts.Aibot account = accounts.aibots().get(robot);
                    if (account == null && attachment.aesKey() == null) {
                        throw new NoPhoto("no such robot");
                    }
                    URI address = hosts.checked(attachment.url());
                    byte[] encrypted = fetched(address, patience);
                    String own = attachment.aesKey();
                    PhotoKey key = own != null || account == null
                            ? PhotoKey.ofFile(own == null ? "" : own)
                            : PhotoKey.of(account.callback());
                    return key.open(encrypted);
                },
                patience,
                photos::keep);
    }

    /** A photo sent to an application. */
    Uni<PhotoId> ofAgent(String agent, String mediaId, Duration patience) {
        return kept(() -> given(agent, mediaId, patience), patience, photos::keep);
    }

    /** A voice message sent to an application. */
    Uni<PhotoId> voiceOfAgent(String agent, String mediaId, Duration patience) {
        return kept(() -> given(agent, mediaId, patience), patience, photos::keepVoice);
    }

    private byte[] given(String agent, String mediaId, Duration patience) {
        try {
            return applications.call(applications.agent(agent), application -> {
                String address = application.getWxCpConfigStorage().getApiUrl(WxCpApiPathConsts.Media.MEDIA_GET);
                return application.execute(
                        new MediaGet(application.getRequestHttpClient(), patience), address, mediaId);
            });
        } catch (WxErrorException e) {
            throw new NoPhoto(
                    "WeCom does not give the photo (errcode " + e.getError().getErrorCode() + ")");
        }
    }

    private Uni<PhotoId> kept(
            Supplier<byte[]> photo, Duration patience, Function<byte[], Uni<? extends PhotoId>> keep) {
        return threads.call(photo)
                .ifNoItem()
                .after(patience.plus(A_MOMENT))
                .failWith(() -> new NoPhoto("the photo did not come in time"))
                .onFailure(failure -> !(failure instanceof NoPhoto))
                // The cause is left out: it may quote an address that opens the photo.
                .transform(failure -> new NoPhoto(failure.getClass().getSimpleName()))
                .flatMap(keep);
    }

    private byte[] fetched(URI address, Duration patience) {
        HttpGet get = new HttpGet(address);
        return within(get, patience, () -> client.execute(get, Download::read)).bytes();
    }

    private interface Exchange {
        Download make() throws IOException;
    }

    /** A host that sends a byte now and then would keep thread and connection for ever. */
    private static Download within(HttpGet get, Duration patience, Exchange exchange) {
        CompletableFuture<Void> end = new CompletableFuture<Void>()
                .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((done, late) -> {
                    if (late instanceof TimeoutException) {
                        get.abort();
                    }
                });
        try {
            return exchange.make();
        } catch (IOException e) {
            throw new NoPhoto(e.getClass().getSimpleName());
        } finally {
            end.complete(null);
        }
    }

    /** WxJava's own download writes every photo into a file and knows no bound. */
    private record MediaGet(CloseableHttpClient client, Duration patience) implements RequestExecutor<byte[], String> {
        @Override
        public byte[] execute(String uri, String mediaId, WxType type) throws WxErrorException, IOException {
            HttpGet get = new HttpGet(uri + "&media_id=" + URLEncoder.encode(mediaId, StandardCharsets.UTF_8));
            Download download = within(get, patience, () -> client.execute(get, Download::read));
            if (download.type().contains("json") || download.type().equals("text/plain")) {
                WxError error = WxError.fromJson(new String(download.bytes(), StandardCharsets.UTF_8), type);
                throw new WxErrorException(error);
            }
            return download.bytes();
        }

        @Override
        public void execute(String uri, String mediaId, ResponseHandler<byte[]> handler, WxType type)
                throws WxErrorException, IOException {
            handler.handle(execute(uri, mediaId, type));
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
