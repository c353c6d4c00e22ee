package lianhu.bot.wecom;

import io.smallrye.mutiny.Uni;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import lianhu.core.area.AreaCode;
import lianhu.core.care.CareInbox;
import lianhu.core.care.CareLinks;
import lianhu.core.group.JoinWays;
import me.chanjar.weixin.common.error.WxErrorException;
import org.jboss.logging.Logger;

/** The link of the first account, made once by WeCom and kept; each unit's adds its code as {@code scene_param}. */
public final class WecomCareLinks implements CareLinks {
    private static final Logger LOG = Logger.getLogger(WecomCareLinks.class);

    private final CareClient client;
    private final CareInbox inbox;
    private final VirtualThreads threads;
    private final Optional<String> account;
    private final AtomicReference<String> link = new AtomicReference<>("");

    WecomCareLinks(CareClient client, CareInbox inbox, VirtualThreads threads, Optional<String> account) {
        this.client = client;
        this.inbox = inbox;
        this.threads = threads;
        this.account = account;
    }

    /** Asks until there is a link; cheap afterwards. Never fails. */
    public Uni<Void> learn() {
        return account.isEmpty() || !link.get().isEmpty()
                ? Uni.createFrom().voidItem()
                : inbox.link(account.get())
                        .chain(kept ->
                                kept.map(one -> Uni.createFrom().item(one)).orElseGet(() -> made(account.get())))
                        .invoke(link::set)
                        .replaceWithVoid()
                        .onFailure()
                        .invoke(e -> LOG.warnf("the link of customer service is not known yet: %s", Unread.why(e)))
                        .onFailure()
                        .recoverWithNull();
    }

    private Uni<String> made(String account) {
        return threads.call(() -> {
                    try {
                        return client.link(account);
                    } catch (WxErrorException e) {
                        throw new IllegalStateException(
                                "errcode " + e.getError().getErrorCode());
                    }
                })
                .call(made -> inbox.keepLink(account, made));
    }

    @Override
    public Optional<String> linkTo(AreaCode unit) {
        String base = link.get();
        return base.isEmpty()
                ? Optional.empty()
                : Optional.of(base + (base.contains("?") ? "&" : "?") + "scene_param="
                        + URLEncoder.encode(JoinWays.JoinWay.state(unit), StandardCharsets.UTF_8));
    }
}
