package lianhu.app;

import io.quarkus.qute.Engine;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.LocalTime;
import lianhu.adapters.county.County;
import lianhu.adapters.county.CountyFolder;
import lianhu.adapters.vault.Vault;
import lianhu.core.Announcing;
import lianhu.core.CallTheResponsible;
import lianhu.core.Casework;
import lianhu.core.Composer;
import lianhu.core.Echo;
import lianhu.core.Filings;
import lianhu.core.Intake;
import lianhu.core.SealedReporters;
import lianhu.core.Tickets;
import lianhu.core.Unsealing;
import lianhu.core.Worklist;
import lianhu.core.area.Areas;
import lianhu.core.catalogue.Catalogue;
import lianhu.core.deadline.Deadlines;
import lianhu.core.notice.Bindings;
import lianhu.core.notice.Broadcasts;
import lianhu.core.notice.Calls;
import lianhu.core.notice.QuietHours;
import lianhu.core.notice.Targets;
import lianhu.core.notice.Wording;
import lianhu.core.people.Posts;
import lianhu.core.reading.Reading;
import lianhu.core.reading.WordReading;
import lianhu.core.routing.Departments;
import lianhu.core.routing.Owners;
import lianhu.core.routing.RuleBook;
import lianhu.templates.CountyVoice;
import lianhu.templates.QuteWording;
import lianhu.templates.SpokenDay;
import lianhu.templates.Texts;
import org.jboss.logging.Logger;

/** Puts core's plain values together with this county's folder. */
final class Assembly {
    private static final Logger LOG = Logger.getLogger(Assembly.class);

    @Produces
    @Singleton
    InstantSource clock() {
        return InstantSource.system();
    }

    @Produces
    @Singleton
    Vault vault(AppSettings settings) {
        Path file = settings.keyFile().map(Path::of).orElseGet(() -> Path.of(settings.dataDir(), "key"));
        return new Vault(MasterKey.read(file));
    }

    @Produces
    @Singleton
    County county(AppSettings settings) {
        County county = CountyFolder.of(settings.county()).read();
        county.warnings().forEach(warning -> LOG.warnf("县的文件夹里有不寻常的地方：%s", warning));
        return county;
    }

    @Produces
    @Singleton
    Catalogue catalogue(County county) {
        return county.catalogue();
    }

    @Produces
    @Singleton
    Deadlines deadlines(County county) {
        return county.deadlines();
    }

    @Produces
    @Singleton
    Reading reading(Catalogue catalogue) {
        return new WordReading(catalogue);
    }

    @Produces
    @Singleton
    Owners owners(Areas areas, Posts posts, Departments departments) {
        return new Owners(areas, posts, departments);
    }

    @Produces
    @Singleton
    RuleBook rules(Catalogue catalogue, Owners owners, Posts posts) {
        return new RuleBook(catalogue, owners, posts);
    }

    @Produces
    @Singleton
    Echo echo(Owners owners, Departments departments, Bindings bindings, Catalogue catalogue) {
        return new Echo(owners, departments, bindings, catalogue);
    }

    @Produces
    @Singleton
    Intake intake(
            Reading reading,
            RuleBook rules,
            Catalogue catalogue,
            Deadlines deadlines,
            Areas areas,
            Posts posts,
            Filings filings) {
        return new Intake(reading, rules, catalogue, deadlines, areas, posts, filings);
    }

    @Produces
    @Singleton
    Casework casework(
            Tickets tickets, Owners owners, Catalogue catalogue, Deadlines deadlines, Echo echo, InstantSource clock) {
        return new Casework(tickets, owners, catalogue, deadlines, echo, clock);
    }

    @Produces
    @Singleton
    Unsealing unsealing(Worklist worklist, Tickets tickets, SealedReporters reporters, InstantSource clock) {
        return new Unsealing(worklist, tickets, reporters, clock);
    }

    @Produces
    @Singleton
    Composer composer(Areas areas, Catalogue catalogue, CountyVoice voice) {
        return new Composer(areas, catalogue, voice.publicUrl());
    }

    @Produces
    @Singleton
    QuietHours quiet(County county, AppSettings settings) {
        return settings.quietHours()
                .map(Assembly::hours)
                .orElseGet(() -> QuietHours.outside(county.profile().contactHours()));
    }

    private static QuietHours hours(String text) {
        try {
            String[] ends = text.strip().split("-");
            return new QuietHours(LocalTime.parse(ends[0]), LocalTime.parse(ends[1]));
        } catch (DateTimeException | ArrayIndexOutOfBoundsException e) {
            throw new Fault("lianhu.quiet-hours 写得不对：“" + text + "”，应像 22:00-07:00");
        }
    }

    @Produces
    @Singleton
    Targets targets(Areas areas, Bindings bindings, Posts posts) {
        return new Targets(areas, bindings, posts);
    }

    @Produces
    @Singleton
    Announcing announcing(Broadcasts broadcasts, Targets targets, Areas areas, QuietHours quiet, InstantSource clock) {
        return new Announcing(broadcasts, targets, areas, quiet, clock);
    }

    @Produces
    @Singleton
    CallTheResponsible calling(Calls calls, Targets targets, InstantSource clock) {
        return new CallTheResponsible(calls, targets, clock);
    }

    @Produces
    @Singleton
    SpokenDay days(InstantSource clock) {
        return new SpokenDay(clock);
    }

    @Produces
    @Singleton
    CountyVoice voice(County county, PublicUrl url) {
        return new CountyVoice(
                county.profile().hotline().name() + " "
                        + county.profile().hotline().number(),
                county.profile().dutyRoom().name() + " "
                        + county.profile().dutyRoom().number(),
                url.value());
    }

    @Produces
    @Singleton
    Texts texts(Engine engine, AppSettings settings) {
        return new Texts(engine, CountyFolder.of(settings.county()).words(Texts.NAMES));
    }

    @Produces
    @Singleton
    Wording wording(Texts texts, SpokenDay days, CountyVoice voice) {
        return new QuteWording(texts, days, voice);
    }
}
