package lianhu.bot.wecom;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import lianhu.bot.redis.BlockingRedisWithFallback;
import lianhu.bot.wecom.client.BlockingCallExecutor;
import lianhu.bot.wecom.client.ChannelCircuitBreaker;
import lianhu.bot.wecom.client.WecomErrorClassifier;
import lianhu.bot.wecom.client.WxCorpClients;
import lianhu.bot.wecom.customergroup.CustomerGroupClient;
import lianhu.bot.wecom.customergroup.CustomerGroupSync;
import lianhu.bot.wecom.customergroup.MassMessageClient;
import lianhu.bot.wecom.customergroup.MassMessagePolicy;
import lianhu.bot.wecom.customergroup.MassMessagePoller;
import lianhu.bot.wecom.customergroup.MassMessageSettings;
import lianhu.bot.wecom.customergroup.OwnerConfirmationService;
import lianhu.bot.wecom.customergroup.WecomJoinWays;
import lianhu.bot.wecom.send.AppReplySender;
import lianhu.bot.wecom.send.CustomerGroupSender;
import lianhu.core.area.Areas;
import lianhu.core.customergroup.CustomerGroupRepository;
import lianhu.core.customergroup.JoinWayRepository;
import lianhu.core.customergroup.JoinWays;
import lianhu.core.customergroup.NoticeTextSource;
import lianhu.core.customergroup.OwnerTaskRepository;
import lianhu.core.notice.ChannelSender;
import lianhu.core.notice.GroupBindings;
import lianhu.core.roster.PostDirectory;
import lianhu.templates.TextRenderer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts the customer groups' half together. */
@Dependent
class CustomerGroupProducer {
    @Produces
    @Singleton
    MassMessagePolicy pace(
            MassMessageSettings settings,
            @ConfigProperty(name = "lianhu.demo", defaultValue = "false") boolean isDemonstration) {
        return MassMessagePolicy.of(settings, isDemonstration);
    }

    @Produces
    @Singleton
    CustomerGroupClient chats(WxCorpClients wxCorpClients, BlockingCallExecutor threads) {
        return new CustomerGroupClient(wxCorpClients, threads);
    }

    @Produces
    @Singleton
    MassMessageClient masses(
            WxCorpClients wxCorpClients,
            BlockingCallExecutor threads,
            BlockingRedisWithFallback memory,
            InstantSource clock) {
        ChannelCircuitBreaker channelCircuitBreaker = new ChannelCircuitBreaker(memory, clock);
        return new MassMessageClient(
                wxCorpClients,
                threads,
                channelCircuitBreaker,
                new WecomErrorClassifier(channelCircuitBreaker, RandomGenerator.getDefault()));
    }

    @Produces
    @Singleton
    CustomerGroupSync watch(CustomerGroupClient chats, CustomerGroupRepository groups, Areas areas) {
        return new CustomerGroupSync(chats, groups, areas);
    }

    @Produces
    @Singleton
    JoinWays joinWays(CustomerGroupClient chats, JoinWayRepository book, Areas areas) {
        return new WecomJoinWays(chats, book, areas);
    }

    @Produces
    @Singleton
    ChannelSender ownerReach(GroupBindings groupBindings) {
        return new CustomerGroupSender(groupBindings);
    }

    @Produces
    @Singleton
    MassMessagePoller poll(
            OwnerTaskRepository ownerTaskRepository,
            MassMessageClient masses,
            MassMessagePolicy pace,
            InstantSource clock) {
        return new MassMessagePoller(ownerTaskRepository, masses, pace, clock);
    }

    @Produces
    @Singleton
    OwnerConfirmationService tap(
            OwnerTaskRepository ownerTaskRepository,
            CustomerGroupRepository groups,
            CustomerGroupSync watch,
            NoticeTextSource noticeTextSource,
            MassMessageClient masses,
            MassMessagePoller poll,
            AppReplySender appReplySender,
            PostDirectory postDirectory,
            TextRenderer textRenderer,
            MassMessagePolicy pace,
            InstantSource clock) {
        return new OwnerConfirmationService(
                ownerTaskRepository,
                groups,
                watch,
                noticeTextSource,
                masses,
                poll,
                appReplySender,
                postDirectory,
                textRenderer,
                pace,
                clock);
    }
}
