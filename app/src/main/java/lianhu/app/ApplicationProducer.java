package lianhu.app;

import io.quarkus.qute.Engine;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.LocalTime;
import java.util.Set;
import lianhu.adapters.county.County;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.adapters.crypto.KeyRing;
import lianhu.app.boot.AppSettings;
import lianhu.app.boot.CountyFiles;
import lianhu.app.boot.MasterKeyFile;
import lianhu.app.boot.PublicUrl;
import lianhu.app.boot.StartupException;
import lianhu.core.area.Areas;
import lianhu.core.board.BoardPolicy;
import lianhu.core.broadcast.QuietHours;
import lianhu.core.call.CallLanguages;
import lianhu.core.casework.ResultCheckPolicy;
import lianhu.core.catalogue.Catalogue;
import lianhu.core.consultation.ConsultationNoticeComposer;
import lianhu.core.consultation.ConsultationPolicy;
import lianhu.core.consultation.ConsultationRepository;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.notice.WorkLinks;
import lianhu.core.notify.MorningDigestPolicy;
import lianhu.core.notify.MorningDigestStore;
import lianhu.core.notify.MorningDigests;
import lianhu.core.notify.NoticeComposer;
import lianhu.core.notify.NotificationPolicy;
import lianhu.core.query.TicketQueries;
import lianhu.core.retention.RetentionTerms;
import lianhu.core.roster.PostDirectory;
import lianhu.desk.auth.SessionKey;
import lianhu.templates.CountyContact;
import lianhu.templates.TextRenderer;
import org.jboss.logging.Logger;

/** Produces the values that come from settings, the key file and the county folder. CDI builds everything else. */
final class ApplicationProducer {
    private static final Logger LOG = Logger.getLogger(ApplicationProducer.class);

    @Produces
    @Singleton
    InstantSource clock() {
        return InstantSource.system();
    }

    @Produces
    @Singleton
    KeyRing keyRing(AppSettings settings) {
        Path file = settings.keyFile().map(Path::of).orElseGet(() -> Path.of(settings.dataDir(), "key"));
        return MasterKeyFile.read(file);
    }

    @Produces
    @Singleton
    FieldEncryption fieldEncryption(KeyRing keyRing) {
        return new FieldEncryption(keyRing);
    }

    @Produces
    @Singleton
    SessionKey sessionKey(KeyRing keyRing) {
        return new SessionKey(keyRing.sessionKey());
    }

    @Produces
    @Singleton
    County county(AppSettings settings) {
        County county = CountyFiles.of(settings.county()).read();
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
    DeadlinePolicy deadlinePolicy(County county) {
        return county.deadlines();
    }

    @Produces
    @Singleton
    CallLanguages callLanguages(County county) {
        return county.profile().languages();
    }

    @Produces
    @Singleton
    ResultCheckPolicy resultCheckPolicy(County county) {
        return new ResultCheckPolicy(county.profile().checksAllResults());
    }

    @Produces
    @Singleton
    BoardPolicy boardPolicy(County county) {
        return new BoardPolicy(Set.copyOf(county.profile().board()));
    }

    @Produces
    @Singleton
    RetentionTerms retentionTerms(County county) {
        return county.profile().retention();
    }

    @Produces
    @Singleton
    NoticeComposer noticeComposer(
            Areas areas,
            Catalogue catalogue,
            NotificationPolicy notificationPolicy,
            PostDirectory postDirectory,
            WorkLinks workLinks,
            CountyContact countyContact) {
        return new NoticeComposer(
                areas, catalogue, notificationPolicy, postDirectory, workLinks, countyContact.publicUrl());
    }

    @Produces
    @Singleton
    ConsultationPolicy consultationPolicy(County county) {
        return county.profile().consultation();
    }

    @Produces
    @Singleton
    ConsultationNoticeComposer consultationNoticeComposer(
            ConsultationRepository repository, WorkLinks workLinks, CountyContact countyContact) {
        return new ConsultationNoticeComposer(repository, workLinks, countyContact.publicUrl());
    }

    @Produces
    @Singleton
    MorningDigests morningDigests(
            MorningDigestPolicy policy,
            MorningDigestStore store,
            TicketQueries ticketQueries,
            WorkLinks workLinks,
            DeadlinePolicy deadlinePolicy,
            QuietHours quietHours,
            InstantSource clock,
            CountyContact countyContact) {
        return new MorningDigests(
                policy,
                store,
                ticketQueries,
                workLinks,
                deadlinePolicy.calendar(),
                quietHours,
                clock,
                countyContact.publicUrl());
    }

    @Produces
    @Singleton
    QuietHours quietHours(County county, AppSettings settings) {
        return settings.quietHours()
                .map(ApplicationProducer::parseQuietHours)
                .orElseGet(() -> QuietHours.outside(county.profile().contactHours()));
    }

    private static QuietHours parseQuietHours(String text) {
        try {
            String[] ends = text.strip().split("-");
            return new QuietHours(LocalTime.parse(ends[0]), LocalTime.parse(ends[1]));
        } catch (DateTimeException | ArrayIndexOutOfBoundsException e) {
            throw new StartupException("lianhu.quiet-hours 写得不对：“" + text + "”，应像 22:00-07:00");
        }
    }

    @Produces
    @Singleton
    CountyContact countyContact(County county, PublicUrl url) {
        return new CountyContact(
                county.profile().hotline().name() + " "
                        + county.profile().hotline().number(),
                county.profile().dutyRoom().name() + " "
                        + county.profile().dutyRoom().number(),
                url.value());
    }

    @Produces
    @Singleton
    TextRenderer textRenderer(Engine engine, AppSettings settings) {
        return new TextRenderer(engine, CountyFiles.of(settings.county()).textOverrides(TextRenderer.NAMES));
    }
}
