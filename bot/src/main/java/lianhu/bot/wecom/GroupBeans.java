package lianhu.bot.wecom;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import lianhu.core.area.Areas;
import lianhu.core.group.CustomerGroups;
import lianhu.core.group.JoinWayBook;
import lianhu.core.group.JoinWays;
import lianhu.core.group.Phrases;
import lianhu.core.group.Tasks;
import lianhu.core.notice.Bindings;
import lianhu.core.notice.Reach;
import lianhu.core.people.Posts;
import lianhu.templates.Texts;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts the customer groups' half together. */
@Dependent
class GroupBeans {
    @Produces
    @Singleton
    CustomerPace pace(
            CustomerSettings settings,
            @ConfigProperty(name = "lianhu.demonstration", defaultValue = "false") boolean isDemonstration) {
        return CustomerPace.of(settings, isDemonstration);
    }

    @Produces
    @Singleton
    CustomerChats chats(Applications applications, VirtualThreads threads) {
        return new CustomerChats(applications, threads);
    }

    @Produces
    @Singleton
    MassMessages masses(Applications applications, VirtualThreads threads, SharedMemory memory, InstantSource clock) {
        Gates gates = new Gates(memory, clock);
        return new MassMessages(applications, threads, gates, new Verdict(gates, RandomGenerator.getDefault()));
    }

    @Produces
    @Singleton
    GroupWatch watch(CustomerChats chats, CustomerGroups groups, Areas areas) {
        return new GroupWatch(chats, groups, areas);
    }

    @Produces
    @Singleton
    JoinWays joinWays(CustomerChats chats, JoinWayBook book, Areas areas) {
        return new WecomJoinWays(chats, book, areas);
    }

    @Produces
    @Singleton
    Reach ownerReach(Bindings bindings) {
        return new OwnerReach(bindings);
    }

    @Produces
    @Singleton
    TapPoll poll(Tasks tasks, MassMessages masses, CustomerPace pace, InstantSource clock) {
        return new TapPoll(tasks, masses, pace, clock);
    }

    @Produces
    @Singleton
    OwnersTap tap(
            Tasks tasks,
            CustomerGroups groups,
            GroupWatch watch,
            Phrases phrases,
            MassMessages masses,
            TapPoll poll,
            Messenger messenger,
            Posts posts,
            Texts texts,
            CustomerPace pace,
            InstantSource clock) {
        return new OwnersTap(tasks, groups, watch, phrases, masses, poll, messenger, posts, texts, pace, clock);
    }
}
