package lianhu.app.sms;

import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;
import lianhu.adapters.county.County;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.adapters.sms.HttpSmsSender;
import lianhu.adapters.sms.SmsCallbackToken;
import lianhu.adapters.sms.SmsNoticeSender;
import lianhu.adapters.sms.SmsService;
import lianhu.adapters.sms.SmsSettings;
import lianhu.adapters.sms.SmsStatistics;
import lianhu.adapters.store.sms.PgSmsRecipients;
import lianhu.app.boot.AppSettings;
import lianhu.app.boot.CountyFiles;
import lianhu.core.broadcast.QuietHours;
import lianhu.core.outbound.RosterNumbers;
import lianhu.core.sms.ReporterPhones;
import lianhu.core.sms.SmsAvailability;
import lianhu.core.sms.SmsRecipients;

/** Produces the SMS channel; without a URL it sends nothing and says so. */
final class SmsProducer {
    @Produces
    @Singleton
    SmsAvailability smsAvailability(SmsSettings settings, AppSettings app) {
        return new SmsAvailability(
                SmsConfiguration.of(settings, app.demo()).isPresent(),
                CountyFiles.of(app.county()).smsApprovals());
    }

    @Produces
    @Singleton
    SmsStatistics smsStatistics() {
        return new SmsStatistics();
    }

    @Produces
    @Singleton
    SmsCallbackToken smsCallbackToken(SmsSettings settings, AppSettings app) {
        return new SmsCallbackToken(
                SmsConfiguration.of(settings, app.demo()).flatMap(service -> settings.callbackToken()));
    }

    @Produces
    @Singleton
    SmsRecipients smsRecipients(Pool pool, FieldEncryption fieldEncryption, InstantSource clock, SmsSettings settings) {
        return new PgSmsRecipients(pool, fieldEncryption, clock, settings.dailyLimit());
    }

    @Produces
    @Singleton
    SmsNoticeSender smsNoticeSender(
            SmsSettings settings,
            AppSettings app,
            County county,
            ReporterPhones phones,
            RosterNumbers rosterNumbers,
            SmsRecipients recipients,
            SmsStatistics statistics,
            QuietHours quietHours,
            InstantSource clock) {
        Optional<SmsService> service = SmsConfiguration.of(settings, app.demo());
        return new SmsNoticeSender(
                service.map(one -> new HttpSmsSender(one, statistics)),
                phones,
                rosterNumbers,
                recipients,
                CountyFiles.of(app.county()).smsApprovals(),
                quietHours,
                settings.signature().orElse(county.profile().name()),
                county.profile().code().value(),
                clock);
    }
}
