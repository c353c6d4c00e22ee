package lianhu.bot.wecom;

import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import lianhu.core.notice.Audience;
import lianhu.core.notice.Binding;
import lianhu.core.notice.Bindings;
import lianhu.core.notice.Contacts;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.Reach;
import lianhu.core.notice.Spoken;
import lianhu.core.report.Channel;
import lianhu.templates.Plain;
import me.chanjar.weixin.common.error.WxErrorException;
import me.chanjar.weixin.cp.bean.message.WxCpMessage;
import me.chanjar.weixin.cp.bean.message.WxCpMessageSendResult;
import me.chanjar.weixin.cp.constant.WxCpApiPathConsts;

/** WeCom: groups by the webhook of their robot, people by messages and cards of the application. */
public final class WecomReach implements Reach {
    /** Of message/send and of the group robot alike; the one cuts what is longer, the other refuses it. */
    static final int TEXT_BYTES = 2_048;

    private final Bindings bindings;
    private final Contacts contacts;
    private final Applications applications;
    private final VirtualThreads threads;
    private final Pace pace;
    private final Gates gates;
    private final Verdict verdict;

    WecomReach(
            Bindings bindings,
            Contacts contacts,
            Applications applications,
            VirtualThreads threads,
            Pace pace,
            Gates gates,
            Verdict verdict) {
        this.bindings = bindings;
        this.contacts = contacts;
        this.applications = applications;
        this.threads = threads;
        this.pace = pace;
        this.gates = gates;
        this.verdict = verdict;
    }

    @Override
    public boolean serves(Delivery delivery) {
        return switch (delivery.audience()) {
            case Audience.Group group ->
                delivery.channel() == Channel.GROUP
                        && delivery.broadcast() == 0
                        && !OwnerReach.isCustomers(bindings, group);
            case Audience.Holder holder -> delivery.channel() == Channel.PRIVATE;
            case Audience.Office office -> delivery.channel() == Channel.PRIVATE;
            case Audience.Reporter reporter -> delivery.channel() == Channel.PRIVATE;
            case Audience.Neighbours neighbours -> false;
        };
    }

    @Override
    public Uni<Outcome> deliver(Delivery delivery, Spoken spoken) {
        Uni<Outcome> outcome = Uni.createFrom().deferred(() -> switch (delivery.audience()) {
            case Audience.Group group -> toGroup(group.chat(), spoken);
            case Audience.Neighbours neighbours -> refused("普通微信群里只有人能说话，请联户长转发");
            case Audience.Holder holder -> toPerson(holder, delivery, spoken);
            case Audience.Office office -> toPerson(office, delivery, spoken);
            case Audience.Reporter reporter -> toPerson(reporter, delivery, spoken);
        });
        // What fails here is our own (bindings, contacts): whatever reaches WeCom is judged below.
        return outcome.onFailure().recoverWithItem(new Outcome.Later("暂时查不到收信人", Duration.ofSeconds(30)));
    }

    private Uni<Outcome> toGroup(String chat, Spoken spoken) {
        Optional<Binding> found = bindings.find(chat);
        if (found.isEmpty()) {
            return refused("这个群没有绑定到任何地方，请在群里口头告知");
        }
        Binding binding = found.get();
        return switch (binding.tier()) {
            case PLAIN -> refused("这是普通微信群，任何程序都进不去，请联户长转发");
            // became one since it was looked at
            case CUSTOMER -> Uni.createFrom().item(new Outcome.Waits(OwnerReach.GATHERING));
            case INTERNAL ->
                binding.webhookKey().isBlank()
                        ? refused("这个群没有推送地址（机器人进群后由管理员添加消息推送），请在群里口头告知")
                        : threads.call(() -> push(binding.webhookKey(), spoken));
        };
    }

    private Outcome push(String key, Spoken spoken) {
        // The key is a secret, its hash is not.
        String way = "webhook:" + hash(key);
        Optional<Outcome> wait = wait(way, Pace.WEBHOOK, hash(key));
        if (wait.isPresent()) {
            return wait.get();
        }
        return judged(
                way,
                () -> applications.call(applications.speaker(), application -> {
                    String address = application.getWxCpConfigStorage().getApiUrl(WxCpApiPathConsts.WEBHOOK_SEND) + key;
                    application.getGroupRobotService().sendText(address, text(spoken), List.of(), List.of());
                    return new Outcome.Shown("群里已推送");
                }));
    }

    private Uni<Outcome> toPerson(Audience audience, Delivery delivery, Spoken spoken) {
        return contacts.account(audience)
                .flatMap(account -> account.isEmpty()
                        ? refused("没有企业微信账号，请打电话告诉他")
                        : threads.call(() -> send(account.get(), delivery.id(), spoken)));
    }

    private Outcome send(String user, long delivery, Spoken spoken) {
        WecomAccounts.Agent agent = applications.speaker();
        WxCpMessage message = spoken.isCard()
                ? TaskCard.of(agent, user, spoken, delivery)
                : WxCpMessage.TEXT()
                        .agentId(agent.agentId())
                        .toUser(user)
                        .content(text(spoken))
                        .build();
        return send(agent, user, message);
    }

    /** Blocks: for virtual threads only. */
    Outcome send(WecomAccounts.Agent agent, String user, WxCpMessage message) {
        String way = "agent:" + agent.agentId();
        Optional<Outcome> wait = wait(way, Pace.MEMBER, agent.agentId() + ":" + user);
        if (wait.isPresent()) {
            return wait.get();
        }
        return judged(way, () -> {
            WxCpMessageSendResult sent = applications.call(
                    agent, application -> application.getMessageService().send(message));
            return isBlank(sent.getInvalidUser()) && isBlank(sent.getUnlicensedUser())
                    ? new Outcome.Shown("已发到企业微信")
                    : new Outcome.Refused("他收不到应用的消息（不在应用的可见范围里），请打电话告诉他");
        });
    }

    private Optional<Outcome> wait(String way, Pace.Bucket bucket, String who) {
        Optional<Duration> closed = gates.closed(way);
        if (closed.isPresent()) {
            return Optional.of(new Outcome.Later("企业微信这条路暂停着", closed.get()));
        }
        Duration pause = pace.take(bucket, who);
        return pause.isZero() ? Optional.empty() : Optional.of(new Outcome.Later("发得太密，排队等一下", pause));
    }

    private interface Attempt {
        Outcome make() throws WxErrorException;
    }

    private Outcome judged(String way, Attempt attempt) {
        try {
            return attempt.make();
        } catch (WxErrorException | RuntimeException e) {
            return verdict.of(e, way);
        }
    }

    static String text(Spoken spoken) {
        String whole = spoken.title().isBlank() ? spoken.text() : spoken.title() + "\n" + spoken.text();
        return Plain.cut(whole, TEXT_BYTES);
    }

    private static boolean isBlank(String list) {
        return list == null || list.isBlank();
    }

    private static Uni<Outcome> refused(String why) {
        return Uni.createFrom().item(new Outcome.Refused(why));
    }

    /** The key is a secret, its hash is not. */
    static String hash(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
