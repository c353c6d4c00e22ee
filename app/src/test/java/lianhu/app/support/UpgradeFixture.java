package lianhu.app.support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.adapters.crypto.KeyRing;
import lianhu.app.boot.JdbcConnections;
import lianhu.app.boot.MigrationFiles;
import lianhu.app.maintenance.BackupManifest;
import lianhu.app.maintenance.BackupWriter;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/**
 * Makes what {@code UpgradeTest} upgrades: the demonstration with its invented people, and a row in each table that it leaves
 * empty, as a backup. No test by itself, and not among the tests by its name. To be run once at a release that
 * changes the tables, and its file committed beside the old ones:
 * {@code mvn test -pl app -am -Dtest=UpgradeFixture -Dsurefire.failIfNoSpecifiedTests=false}.
 */
@QuarkusTest
@WithTestResource(value = GatewayTestResource.class, scope = TestResourceScope.GLOBAL)
@NullUnmarked
public class UpgradeFixture {
    private static final Path FOLDER = Path.of("src", "test", "resources", "lianhu", "app");
    /** Of the first release. */
    public static final Path BASELINE = FOLDER.resolve("v1.lianhu");

    /** Of the newest migration. */
    public static final Path RECORDED = FOLDER.resolve("v8.lianhu");

    /** Of every test database, hence of the recorded one. */
    public static final String KEY = "Y8AqzaGK4fq/ARNm6zay7MCdVZesFBL8Ga/yDYMaC7E=";

    public static final KeyRing KEYS = KeyRing.of(Base64.getDecoder().decode(KEY));

    private static final String OTHERS = """
            insert into report_person values ('48271938', 'REPORTER', '%1$s'), ('48271938', 'RELAYER', '%1$s') on conflict do nothing;
            insert into binding_code values ('\\x01', '621099101201', now(), null);
            insert into binding_failure values ('wrOTHER', now());
            insert into event_text select ticket_no, seq, '%1$s' from ticket_event order by ticket_no, seq limit 1
              on conflict do nothing;
            insert into ticket_timer (ticket_no, kind, fires_at, round) select no, 'AUTO_CLOSE', now(), 1 from ticket limit 1;
            -- dispatched once more, now with a collaborator: row and events must still agree
            create temporary table dispatched as select e.* from ticket_event e join ticket t on t.no = e.ticket_no
              where t.state = 'DISPATCHED' and e.seq = t.version and e.type = 'DISPATCHED' order by e.ticket_no limit 1;
            insert into ticket_event (ticket_no, seq, at, type, by_type, by_id, by_name, change)
              select ticket_no, seq + 1, at, type, by_type, by_id, by_name,
                jsonb_set(change, '{helpers}', '[{"type": "DEPARTMENT", "id": "agri", "name": "农业农村局"}]') from dispatched;
            insert into ticket_collaborator select ticket_no, 0, 'DEPARTMENT', 'agri', '农业农村局' from dispatched;
            update ticket set version = version + 1, dispatches = dispatches + 1
              where no in (select ticket_no from dispatched);
            insert into attachment values (repeat('ab', 32), 'image/jpeg', 1000, now());
            insert into ticket_attachment select no, repeat('ab', 32) from ticket order by no limit 1;
            insert into attachment values (repeat('cd', 32) || '.wav', 'audio/wav', 1000, now());
            insert into ticket_attachment select no, repeat('cd', 32) || '.wav' from ticket order by no limit 1;
            insert into transcript select sha256, ticket_no, 1, null, '%1$s', 0.8, 'whisper-1', now()
              from ticket_attachment where sha256 = repeat('cd', 32) || '.wav';
            insert into recording_access (ticket_no, sha256, by_type, by_id, by_name, reason, words, at)
              select ticket_no, sha256, 'DESK', 'desk:chen', '陈静', 'OTHER', '%1$s', now()
              from ticket_attachment where sha256 = repeat('cd', 32) || '.wav';
            insert into person_search (login, name, is_number, term_hash, reason, words, at)
              values ('chen', '陈静', true, '\\x01', 'OTHER', '%1$s', now());
            insert into consultation values ('GD1', 1, 'WHISTLE', now(), null, '%1$s');
            insert into contact_history (post, replaced_at, replaced_by, replaced_by_name)
              select id, now(), 'desk:chen', '陈静' from post order by id limit 1;
            insert into pending_media values ('aibot:AIBOT0001', 'm1', 0, '%1$s', now(), now());
            insert into receipt_lookup_throttle values ('48271938', 2, now());
            insert into broadcast (source, areas, kind, body, state, recipients, created_by, created_by_name, created_at)
              values ('desk:1', '{621099101}', 'EMERGENCY', '马上转移', 'SENDING', 1, 'desk:a', '陈静', now());
            insert into broadcast_action select id, now(), 'APPROVE', 'desk:b', '李强' from broadcast;
            insert into escalation (broadcast_id, area) select id, '621099101201001-L001' from broadcast;
            insert into delivery (version, type, recipient_type, recipient_id, channel, state, priority, partition, broadcast_id)
              select 0, 'BROADCAST_EMERGENCY', 'GROUP', 'wrOTHER', 'GROUP', 'WAITS_FOR_PERSON', 2, 5, id from broadcast;
            insert into outbox_lease values (2, 5, 'other', now()) on conflict do nothing;
            insert into kf_account (account) values ('wkOTHER') on conflict do nothing;
            insert into kf_session (key, last_message_at, last_message_id) values ('\\x01', now(), 'm1');
            insert into customer_group (chat, name, owner, status, evidence, member_version)
              values ('wrOTHER', '河边群', '%1$s', 'CANDIDATE', '{621099101201001-L001}', '1') on conflict do nothing;
            insert into join_way (id, area, chat, qr_code) values ('j1', '621099101201001-L001', 'wrOTHER', 'https://example.org')
              on conflict do nothing;
            insert into owner_task (owner, state) values ('%1$s', 'OPEN');
            insert into owner_task_part (task_id, delivery_id, chat)
              select t.id, d.id, 'wrOTHER' from owner_task t, delivery d where d.recipient_id = 'wrOTHER';
            insert into phone_call (id, caller, owner, version, step, state, timers, started_at)
              values ('1764.1', '%1$s', 'hotline', 1, 'GREET', '{}', '{}', now());
            insert into phone_call_event values ('1764.1', 1, 'arrived', 'CallArrived', 'GREET', now());
            insert into phone_agent (login, name, extension, since) values ('other', '陈静', '8001', now());
            insert into sms_recipient values ('\\x01', '2026-11-23', 1, null);
            insert into outbound_call (ticket_no, recipient_type, recipient_id, area, number, number_hash, state, result, attempts,
                next_at, created_at)
              select no, 'DEPARTMENT', 'duty', '', '%1$s', '\\x01', 'ENDED', 'ANSWERED', 1, now(), now() from ticket order by no limit 1;
            insert into outbound_attempt (call_id, attempt, number_hash, owner, started_at, ended_at, result, cause)
              select id, 1, '\\x01', 'other', now(), now(), 'ANSWERED', 16 from outbound_call;
            insert into staff_account (login, name, password_hash) values ('other', '陈静', 'x') on conflict do nothing""";

    @Test
    void makes() throws Exception {
        Config config = ConfigProvider.getConfig();
        JdbcConnections owner = JdbcConnections.ofOwner(config);
        String word = "\\x" + HexFormat.of().formatHex(new FieldEncryption(KEYS).encrypt("路灯坏了"));
        try (var connection = owner.open();
                var statement = connection.createStatement()) {
            statement.execute(OTHERS.formatted(word));
        }
        Files.createDirectories(RECORDED.getParent());
        BackupManifest sheet = new BackupWriter(
                        owner, Path.of(config.getValue("lianhu.data-dir", String.class)), Clock.systemUTC())
                .write(RECORDED.resolveSibling("v" + MigrationFiles.versions().last() + ".lianhu"), "yunxi", KEYS);
        assertEquals(
                List.of(),
                sheet.rows().entrySet().stream()
                        .filter(table -> table.getValue() == 0)
                        .map(Map.Entry::getKey)
                        .toList());
    }
}
