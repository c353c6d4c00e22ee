package lianhu.bot.wecom.send;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lianhu.bot.wecom.client.BlockingCallExecutor;
import lianhu.bot.wecom.client.ChannelCircuitBreaker;
import lianhu.bot.wecom.client.WecomAccounts;
import lianhu.bot.wecom.client.WecomErrorClassifier;
import lianhu.bot.wecom.client.WxCorpClients;
import lianhu.core.notice.AccountDirectory;
import lianhu.core.notice.ChannelSender;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.GroupBinding;
import lianhu.core.notice.GroupBindings;
import lianhu.core.notice.Recipient;
import lianhu.core.notice.RenderedMessage;
import lianhu.core.report.Channel;
import lianhu.templates.PlainText;
import me.chanjar.weixin.common.error.WxErrorException;
import me.chanjar.weixin.cp.bean.message.WxCpMessage;
import me.chanjar.weixin.cp.bean.message.WxCpMessageSendResult;
import me.chanjar.weixin.cp.constant.WxCpApiPathConsts;

/** Sends to groups through the webhook of their robot and to people as messages and cards of the application. */
@Singleton
public final class AppMessageSender implements ChannelSender {
    /** Of message/send and of the group robot alike; the former truncates a longer text, the latter rejects it. */
    public static final int TEXT_BYTES = 2_048;

    private final GroupBindings groupBindings;
    private final AccountDirectory accountDirectory;
    private final WxCorpClients wxCorpClients;
    private final BlockingCallExecutor threads;
    private final WecomRateLimiter wecomRateLimiter;
    private final ChannelCircuitBreaker channelCircuitBreaker;
    private final WecomErrorClassifier wecomErrorClassifier;

    public AppMessageSender(
            GroupBindings groupBindings,
            AccountDirectory accountDirectory,
            WxCorpClients wxCorpClients,
            BlockingCallExecutor threads,
            WecomRateLimiter wecomRateLimiter,
            ChannelCircuitBreaker channelCircuitBreaker,
            WecomErrorClassifier wecomErrorClassifier) {
        this.groupBindings = groupBindings;
        this.accountDirectory = accountDirectory;
        this.wxCorpClients = wxCorpClients;
        this.threads = threads;
        this.wecomRateLimiter = wecomRateLimiter;
        this.channelCircuitBreaker = channelCircuitBreaker;
        this.wecomErrorClassifier = wecomErrorClassifier;
    }

    @Override
    public boolean supports(Delivery delivery) {
        return switch (delivery.recipient()) {
            case Recipient.Group group ->
                delivery.channel() == Channel.GROUP
                        && delivery.broadcast() == 0
                        && !CustomerGroupSender.isCustomerGroup(groupBindings, group);
            case Recipient.PostHolder postHolder -> delivery.channel() == Channel.PRIVATE;
            case Recipient.DepartmentContact departmentContact -> delivery.channel() == Channel.PRIVATE;
            case Recipient.Reporter reporter -> delivery.channel() == Channel.PRIVATE;
            case Recipient.PlainGroup plainGroup -> false;
        };
    }

    @Override
    public Uni<Outcome> send(Delivery delivery, RenderedMessage renderedMessage) {
        Uni<Outcome> outcome = Uni.createFrom().deferred(() -> switch (delivery.recipient()) {
            case Recipient.Group group -> toGroup(group.chat(), renderedMessage);
            case Recipient.PlainGroup plainGroup -> rejected("普通微信群里只有人能说话，请联户长转发");
            case Recipient.PostHolder postHolder -> toPerson(postHolder, delivery, renderedMessage);
            case Recipient.DepartmentContact departmentContact ->
                toPerson(departmentContact, delivery, renderedMessage);
            case Recipient.Reporter reporter -> toPerson(reporter, delivery, renderedMessage);
        });
        // A failure here is one of our own look-ups; failures of WeCom are classified below.
        return outcome.onFailure().recoverWithItem(new Outcome.RetryLater("暂时查不到收信人", Duration.ofSeconds(30)));
    }

    private Uni<Outcome> toGroup(String chat, RenderedMessage renderedMessage) {
        Optional<GroupBinding> found = groupBindings.find(chat);
        if (found.isEmpty()) {
            return rejected("这个群没有绑定到任何地方，请在群里口头告知");
        }
        GroupBinding groupBinding = found.get();
        return switch (groupBinding.tier()) {
            case PLAIN -> rejected("这是普通微信群，任何程序都进不去，请联户长转发");
            // The binding changed after supports() was called.
            case CUSTOMER -> Uni.createFrom().item(new Outcome.WaitingForPerson(CustomerGroupSender.COLLECTING));
            case INTERNAL ->
                groupBinding.webhookKey().isBlank()
                        ? rejected("这个群没有推送地址（机器人进群后由管理员添加消息推送），请在群里口头告知")
                        : threads.call(() -> sendToWebhook(groupBinding.webhookKey(), renderedMessage));
        };
    }

    private Outcome sendToWebhook(String key, RenderedMessage renderedMessage) {
        String robot = WecomAccounts.fingerprint(key);
        String way = "webhook:" + robot;
        Optional<Outcome> wait = requiredPause(way, WecomRateLimiter.WEBHOOK_BUCKET, robot);
        if (wait.isPresent()) {
            return wait.get();
        }
        return classifyFailures(
                way,
                () -> wxCorpClients.call(wxCorpClients.defaultAgent(), wxCorpClient -> {
                    String address =
                            wxCorpClient.getWxCpConfigStorage().getApiUrl(WxCpApiPathConsts.WEBHOOK_SEND) + key;
                    wxCorpClient
                            .getGroupRobotService()
                            .sendText(address, formatText(renderedMessage), List.of(), List.of());
                    return new Outcome.Delivered("群里已推送");
                }));
    }

    private Uni<Outcome> toPerson(Recipient recipient, Delivery delivery, RenderedMessage renderedMessage) {
        return accountDirectory
                .account(recipient)
                .flatMap(account -> account.isEmpty()
                        ? rejected("没有企业微信账号，请打电话告诉他")
                        : threads.call(() -> send(account.get(), delivery, renderedMessage)));
    }

    private Outcome send(String user, Delivery delivery, RenderedMessage renderedMessage) {
        WecomAccounts.Agent agent = wxCorpClients.defaultAgent();
        WxCpMessage message = renderedMessage.isCard()
                ? TaskCardBuilder.build(agent, user, renderedMessage, delivery.id())
                : WxCpMessage.TEXT()
                        .agentId(agent.agentId())
                        .toUser(user)
                        .content(formatText(renderedMessage))
                        .build();
        if (renderedMessage.isDigest()) {
            Optional<Outcome> wait =
                    requiredPause(way(agent), WecomRateLimiter.DIGEST_BUCKET, agent.agentId() + ":" + user);
            if (wait.isPresent()) {
                return wait.get();
            }
        }
        return send(agent, user, message, delivery.type().isUrgent());
    }

    /** Blocks: for virtual threads only. */
    Outcome send(WecomAccounts.Agent agent, String user, WxCpMessage message) {
        return send(agent, user, message, false);
    }

    private Outcome send(WecomAccounts.Agent agent, String user, WxCpMessage message, boolean isUrgent) {
        String way = way(agent);
        String member = agent.agentId() + ":" + user;
        Optional<Outcome> wait = isUrgent
                ? requiredPause(way, WecomRateLimiter.URGENT_MEMBER_BUCKET, member)
                        .flatMap(own -> requiredPause(way, WecomRateLimiter.MEMBER_BUCKET, member))
                : requiredPause(way, WecomRateLimiter.MEMBER_BUCKET, member);
        if (wait.isPresent()) {
            return wait.get();
        }
        return classifyFailures(way, () -> {
            WxCpMessageSendResult sent = wxCorpClients.call(
                    agent, wxCorpClient -> wxCorpClient.getMessageService().send(message));
            return isBlank(sent.getInvalidUser()) && isBlank(sent.getUnlicensedUser())
                    ? new Outcome.Delivered("已发到企业微信")
                    : new Outcome.Rejected("他收不到应用的消息（不在应用的可见范围里），请打电话告诉他");
        });
    }

    private static String way(WecomAccounts.Agent agent) {
        return "agent:" + agent.agentId();
    }

    private Optional<Outcome> requiredPause(String way, WecomRateLimiter.Bucket bucket, String who) {
        Optional<Duration> closed = channelCircuitBreaker.remainingPause(way);
        if (closed.isPresent()) {
            return Optional.of(new Outcome.RetryLater("企业微信这条路暂停着", closed.get()));
        }
        Duration pause = wecomRateLimiter.acquire(bucket, who);
        return pause.isZero() ? Optional.empty() : Optional.of(new Outcome.RetryLater("发得太密，排队等一下", pause));
    }

    private interface SendCall {
        Outcome send() throws WxErrorException;
    }

    private Outcome classifyFailures(String way, SendCall sendCall) {
        try {
            return sendCall.send();
        } catch (WxErrorException | RuntimeException e) {
            return wecomErrorClassifier.classify(e, way);
        }
    }

    public static String formatText(RenderedMessage renderedMessage) {
        String whole = renderedMessage.title().isBlank()
                ? renderedMessage.text()
                : renderedMessage.title() + "\n" + renderedMessage.text();
        return PlainText.truncate(whole, TEXT_BYTES);
    }

    private static boolean isBlank(String list) {
        return list == null || list.isBlank();
    }

    private static Uni<Outcome> rejected(String why) {
        return Uni.createFrom().item(new Outcome.Rejected(why));
    }
}
