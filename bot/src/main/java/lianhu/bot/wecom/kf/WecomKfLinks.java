package lianhu.bot.wecom.kf;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import lianhu.bot.wecom.client.BlockingCallExecutor;
import lianhu.bot.wecom.client.WecomAccounts;
import lianhu.core.area.AreaCode;
import lianhu.core.customergroup.JoinWays;
import lianhu.core.kf.KfCursorStore;
import lianhu.core.kf.KfLinks;
import me.chanjar.weixin.common.error.WxErrorException;
import org.jboss.logging.Logger;

/** The link of the first account, created once by WeCom and stored; the link of a unit appends its code as {@code scene_param}. */
@Singleton
public final class WecomKfLinks implements KfLinks {
    private static final Logger LOG = Logger.getLogger(WecomKfLinks.class);

    private final KfClient client;
    private final KfCursorStore cursors;
    private final BlockingCallExecutor threads;
    private final Optional<String> account;
    private final AtomicReference<String> link = new AtomicReference<>("");

    WecomKfLinks(KfClient client, KfCursorStore cursors, BlockingCallExecutor threads, WecomAccounts accounts) {
        this.client = client;
        this.cursors = cursors;
        this.threads = threads;
        this.account = accounts.kf().keySet().stream().findFirst();
    }

    /** Loads the link until there is one; does nothing afterwards. Never fails. */
    public Uni<Void> refresh() {
        return account.isEmpty() || !link.get().isEmpty()
                ? Uni.createFrom().voidItem()
                : cursors.link(account.get())
                        .chain(kept ->
                                kept.map(one -> Uni.createFrom().item(one)).orElseGet(() -> buildLink(account.get())))
                        .invoke(link::set)
                        .replaceWithVoid()
                        .onFailure()
                        .invoke(e -> LOG.warnf(
                                "the link of customer service is not known yet: %s", KfReadException.reason(e)))
                        .onFailure()
                        .recoverWithNull();
    }

    private Uni<String> buildLink(String account) {
        return threads.call(() -> {
                    try {
                        return client.accountLink(account);
                    } catch (WxErrorException e) {
                        throw KfReadException.from(e);
                    }
                })
                .call(made -> cursors.saveLink(account, made));
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
