package lianhu.bot.wecom.media;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import lianhu.bot.conversation.IncomingMedia;
import lianhu.bot.conversation.MediaDownloader;
import lianhu.bot.wecom.callback.RobotMessage;
import lianhu.bot.wecom.client.BlockingCallExecutor;
import lianhu.bot.wecom.client.WecomAccounts;
import lianhu.bot.wecom.client.WxCorpClients;
import lianhu.bot.wecom.client.WxHttpClientPool;
import lianhu.core.intake.AttachmentStore;
import lianhu.core.report.AttachmentId;
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
 * Downloads and stores photos and voice messages. The links of WeCom live five minutes (robot) or three days (application).
 * Every failure is a {@link MediaUnavailableException}: the report is submitted without the photo.
 */
@Singleton
public final class MediaClient implements MediaDownloader, AutoCloseable {
    /** How long a host may be silent. */
    private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(3);

    /** For what cannot be aborted, the question for the host's address; a moment later, so that the abort answers first. */
    private static final Duration ABORT_GRACE = Duration.ofMillis(300);

    private final WecomAccounts accounts;
    private final WxCorpClients wxCorpClients;
    private final BlockingCallExecutor threads;
    private final AttachmentStore attachmentStore;
    private final MediaHostAllowlist hosts;
    private final CloseableHttpClient client;

    public MediaClient(
            WecomAccounts accounts,
            WxCorpClients wxCorpClients,
            BlockingCallExecutor threads,
            AttachmentStore attachmentStore) {
        this.accounts = accounts;
        this.wxCorpClients = wxCorpClients;
        this.threads = threads;
        this.attachmentStore = attachmentStore;
        this.hosts = new MediaHostAllowlist(accounts, SystemDefaultDnsResolver.INSTANCE);
        int millis = Math.toIntExact(SOCKET_TIMEOUT.toMillis());
        this.client = HttpClients.custom()
                .setDnsResolver(hosts)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectTimeout(2_000)
                        .setConnectionRequestTimeout(2_000)
                        .setSocketTimeout(millis)
                        .build())
                .setMaxConnTotal(WxHttpClientPool.IN_FLIGHT)
                .setMaxConnPerRoute(WxHttpClientPool.IN_FLIGHT)
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .build();
    }

    @Override
    public Uni<Optional<AttachmentId>> download(IncomingMedia incomingMedia, Duration timeout) {
        Uni<AttachmentId> stored = switch (incomingMedia) {
            case IncomingMedia.RobotImage image ->
                downloadFromRobot(
                        image.robot(),
                        new RobotMessage.EncryptedFile(
                                image.url(), image.aesKey().orElse(null)),
                        timeout);
            case IncomingMedia.AppImage image -> downloadFromApp(image.application(), image.mediaId(), timeout);
            case IncomingMedia.AppVoice voice -> downloadVoiceFromApp(voice.application(), voice.mediaId(), timeout);
        };
        return stored.map(Optional::of);
    }

    /** A photo of a robot's callback, under the key of that robot. */
    public Uni<AttachmentId> downloadFromRobot(
            String robot, RobotMessage.EncryptedFile encryptedFile, Duration timeout) {
        return store(
                () -> {
                    WecomAccounts.Aibot account = accounts.aibots().get(robot);
                    if (account == null && encryptedFile.aesKey() == null) {
                        throw new MediaUnavailableException("no such robot");
                    }
                    URI address = hosts.validate(encryptedFile.url());
                    byte[] encrypted = fetch(address, timeout);
                    String own = encryptedFile.aesKey();
                    MediaDecryptor key = own != null || account == null
                            ? MediaDecryptor.ofFile(own == null ? "" : own)
                            : MediaDecryptor.ofAccount(account.callback());
                    return key.decrypt(encrypted);
                },
                timeout,
                attachmentStore::store);
    }

    /** A photo sent to an application. */
    public Uni<AttachmentId> downloadFromApp(String agent, String mediaId, Duration timeout) {
        return store(() -> downloadMedia(agent, mediaId, timeout), timeout, attachmentStore::store);
    }

    /** A voice message sent to an application. */
    public Uni<AttachmentId> downloadVoiceFromApp(String agent, String mediaId, Duration timeout) {
        return store(() -> downloadMedia(agent, mediaId, timeout), timeout, attachmentStore::storeVoice);
    }

    private byte[] downloadMedia(String agent, String mediaId, Duration timeout) {
        try {
            return wxCorpClients.call(wxCorpClients.agent(agent), wxCorpClient -> {
                String address = wxCorpClient.getWxCpConfigStorage().getApiUrl(WxCpApiPathConsts.Media.MEDIA_GET);
                return wxCorpClient.execute(
                        new MediaGetExecutor(wxCorpClient.getRequestHttpClient(), timeout), address, mediaId);
            });
        } catch (WxErrorException e) {
            throw new MediaUnavailableException(
                    "WeCom does not give the photo (errcode " + e.getError().getErrorCode() + ")");
        }
    }

    private Uni<AttachmentId> store(
            Supplier<byte[]> photo, Duration timeout, Function<byte[], Uni<? extends AttachmentId>> keep) {
        return threads.call(photo)
                .ifNoItem()
                .after(timeout.plus(ABORT_GRACE))
                .failWith(() -> new MediaUnavailableException("the photo did not come in time"))
                .onFailure(failure -> !(failure instanceof MediaUnavailableException))
                // The cause is left out: it may quote an address that opens the photo.
                .transform(failure ->
                        new MediaUnavailableException(failure.getClass().getSimpleName()))
                .flatMap(keep);
    }

    private byte[] fetch(URI address, Duration timeout) {
        HttpGet get = new HttpGet(address);
        return withDeadline(get, timeout, () -> client.execute(get, BoundedDownload::read))
                .bytes();
    }

    private interface HttpExchange {
        BoundedDownload run() throws IOException;
    }

    /** A host that sends a byte now and then would keep thread and connection for ever. */
    private static BoundedDownload withDeadline(HttpGet get, Duration timeout, HttpExchange httpExchange) {
        CompletableFuture<Void> end = new CompletableFuture<Void>()
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((done, late) -> {
                    if (late instanceof TimeoutException) {
                        get.abort();
                    }
                });
        try {
            return httpExchange.run();
        } catch (IOException e) {
            throw new MediaUnavailableException(e.getClass().getSimpleName());
        } finally {
            end.complete(null);
        }
    }

    /** WxJava's own download writes every photo into a file and knows no bound. */
    private record MediaGetExecutor(CloseableHttpClient client, Duration timeout)
            implements RequestExecutor<byte[], String> {
        @Override
        public byte[] execute(String uri, String mediaId, WxType type) throws WxErrorException, IOException {
            HttpGet get = new HttpGet(uri + "&media_id=" + URLEncoder.encode(mediaId, StandardCharsets.UTF_8));
            BoundedDownload boundedDownload =
                    withDeadline(get, timeout, () -> client.execute(get, BoundedDownload::read));
            if (boundedDownload.type().contains("json")
                    || boundedDownload.type().equals("text/plain")) {
                WxError error = WxError.fromJson(new String(boundedDownload.bytes(), StandardCharsets.UTF_8), type);
                throw new WxErrorException(error);
            }
            return boundedDownload.bytes();
        }

        @Override
        public void execute(String uri, String mediaId, ResponseHandler<byte[]> handler, WxType type)
                throws WxErrorException, IOException {
            handler.handle(execute(uri, mediaId, type));
        }
    }

    @Override
    @PreDestroy
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
