package lianhu.bot.wecom;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import lianhu.bot.Tally;
import lianhu.bot.talk.Dialogue;
import lianhu.core.Reports;
import lianhu.core.area.Areas;
import lianhu.core.care.CareInbox;
import lianhu.core.care.Visitors;
import lianhu.core.notice.Reach;
import lianhu.templates.CountyVoice;
import lianhu.templates.Texts;

/** Puts customer service together. */
@Dependent
class CareBeans {
    @Produces
    @Singleton
    CareClient client(Applications applications, WecomAccounts accounts) {
        return new CareClient(applications, accounts);
    }

    @Produces
    @Singleton
    CareSpeaker speaker(
            CareClient client, Visitors visitors, VirtualThreads threads, SharedMemory memory, InstantSource clock) {
        Gates gates = new Gates(memory, clock);
        return new CareSpeaker(client, visitors, threads, gates, new Verdict(gates, RandomGenerator.getDefault()));
    }

    @Produces
    @Singleton
    Reach careReach(Visitors visitors, CareSpeaker speaker, Texts texts) {
        return new CareReach(visitors, speaker, texts);
    }

    @Produces
    @Singleton
    WecomCareLinks links(CareClient client, CareInbox inbox, VirtualThreads threads, WecomAccounts accounts) {
        return new WecomCareLinks(
                client, inbox, threads, accounts.care().keySet().stream().findFirst());
    }

    @Produces
    @Singleton
    CustomerCare care(
            CareClient client,
            CareInbox inbox,
            Dialogue dialogue,
            Reports reports,
            Visitors visitors,
            CareSpeaker speaker,
            VirtualThreads threads,
            WecomAccounts accounts,
            Areas areas,
            Texts texts,
            CountyVoice county,
            Tally tally,
            InstantSource clock) {
        return new CustomerCare(
                client,
                inbox,
                new CareListener(dialogue, reports, visitors, speaker, areas, texts, county.hotline(), tally),
                threads,
                accounts,
                clock);
    }
}
