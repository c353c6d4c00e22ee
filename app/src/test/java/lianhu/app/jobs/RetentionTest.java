package lianhu.app.jobs;

import static lianhu.app.jobs.RetentionScenario.DESK;
import static lianhu.app.jobs.RetentionScenario.KF_PHONE;
import static lianhu.app.jobs.RetentionScenario.KF_RESIDENT;
import static lianhu.app.jobs.RetentionScenario.NAME;
import static lianhu.app.jobs.RetentionScenario.OPEN_NAME;
import static lianhu.app.jobs.RetentionScenario.OPEN_PHONE;
import static lianhu.app.jobs.RetentionScenario.OPEN_WORDS;
import static lianhu.app.jobs.RetentionScenario.PHONE;
import static lianhu.app.jobs.RetentionScenario.SEALED_NAME;
import static lianhu.app.jobs.RetentionScenario.SEALED_PHONE;
import static lianhu.app.jobs.RetentionScenario.SEALED_WORDS;
import static lianhu.app.jobs.RetentionScenario.WORDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.adapters.files.FileAttachmentStore;
import lianhu.adapters.store.retention.ConversationCleanup;
import lianhu.adapters.store.retention.PgErasures;
import lianhu.adapters.store.ticket.TicketReplayCheck;
import lianhu.app.boot.EmbeddedServersLifecycle;
import lianhu.app.boot.JdbcConnections;
import lianhu.app.support.Browser;
import lianhu.app.support.GatewayProcess;
import lianhu.app.support.GatewayTestResource;
import lianhu.app.support.ReadableData;
import lianhu.core.casework.TicketService;
import lianhu.core.catalogue.Catalogue;
import lianhu.core.report.PersonDetails;
import lianhu.core.retention.RetentionTerms;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * After its term nothing of a matter can be found: the whole database and all files are read with the county's key. It runs
 * with a database of its own, because the clock of the job goes years ahead.
 */
@NullUnmarked
@QuarkusTest
@TestProfile(RetentionTest.OwnDatabase.class)
@WithTestResource(value = GatewayTestResource.class, scope = TestResourceScope.GLOBAL)
class RetentionTest {
    @TestHTTPResource
    URI gateway;

    @Inject
    JobRunner jobRunner;

    @Inject
    Pool pool;

    @Inject
    FieldEncryption fieldEncryption;

    @Inject
    Catalogue catalogue;

    @Inject
    RetentionTerms terms;

    @Inject
    FileAttachmentStore files;

    @Inject
    TicketService ticketService;

    @Inject
    MeterRegistry meters;

    private Browser resident;
    private RetentionScenario scenario;

    public static final class OwnDatabase implements QuarkusTestProfile {}

    @BeforeEach
    void begin() {
        resident = new Browser(gateway);
        scenario = new RetentionScenario(gateway, pool, files, ticketService);
    }

    @Test
    void afterItsTermNothingOfAMatterIsFoundAnywhere() throws Exception {
        // Given
        List<String> photos = scenario.plant();
        List<String> persons = new ArrayList<>(
                List.of(NAME, PHONE, KF_RESIDENT, KF_PHONE, hash("tel:" + PHONE), hash("id:" + KF_RESIDENT)));
        List<String> sealed = List.of(SEALED_WORDS, SEALED_NAME, SEALED_PHONE, hash("tel:" + SEALED_PHONE));
        List<String> open = List.of(OPEN_WORDS, OPEN_NAME, OPEN_PHONE, hash("tel:" + OPEN_PHONE));
        assertEquals(WORDS, found(WORDS), "not planted");
        assertEquals(persons, found(persons), "not planted");
        assertEquals(sealed, found(sealed), "not planted");
        assertEquals(photos, found(photos), "not planted");
        Instant end = Instant.now();

        // When
        runJob(end.plus(Duration.ofDays(182)));

        // Then
        assertEquals(photos, found(photos), "before the first term");
        runJob(end.plus(Duration.ofDays(184)));
        assertEquals(List.of(), found(photos));
        assertEquals(persons, found(persons), "persons have a longer term");
        runJob(end.plus(Duration.ofDays(366)));
        assertEquals(List.of(), found(persons));
        assertEquals(List.of(), found(sealed));
        assertEquals(WORDS, found(WORDS), "words have a longer term");
        runJob(end.plus(Duration.ofDays(1827)));
        assertEquals(List.of(), found(WORDS));
        assertEquals(open, found(open), "an open ticket keeps everything");
        assertEquals(0, rows("SELECT count(*) FROM kf_session"));
        assertTrue(meters.counter("lianhu.retention.erased.tickets").count() > 0);
        try (Connection connection = login().open()) {
            assertEquals(List.of(), TicketReplayCheck.sample(connection, 1_000).differing());
        }
        String page = resident.get("/track/" + scenario.receipt()).body();
        assertTrue(page.contains("已按保存期限删除原话"), page);
        assertFalse(page.contains("皂荚坳"), page);
        String desk = resident.get("/desk/tickets/" + scenario.ticketOf(scenario.receipt()))
                .body();
        assertTrue(desk.contains("原话已删除") && desk.contains("按保存期限删除了原话"), desk);
        String status = resident.get("/desk/status").body();
        assertTrue(status.contains("删除过了保存期限的原话、姓名电话和照片"), status);
    }

    @Test
    void onRequestTheCommandErasesAnEndedMatterAndRefusesAnOpenOne() throws Exception {
        // Given
        String asked = scenario.submit("蒿子坪的路灯不亮", "司徒春燕", "15400008855");

        // When
        GatewayProcess.ExitResult refused = erase(asked, "本人到窗口要求");
        scenario.act(asked, Action.of(ActionType.RESULT, DESK).withWords("蒿子坪的灯修好"));
        scenario.act(asked, Action.of(ActionType.CLOSE, DESK));
        GatewayProcess.ExitResult quoting = erase(asked, "司徒春燕要求");
        GatewayProcess.ExitResult unknown = erase("00000000", "本人要求");
        List<String> hidden = List.of("蒿子坪", "司徒春燕", "15400008855");
        List<String> before = found(hidden);
        GatewayProcess.ExitResult done = erase(asked, "本人到窗口要求");

        // Then
        assertEquals(1, refused.code(), refused.output());
        assertTrue(refused.output().contains("这件事还没有结束"), refused.output());
        assertEquals(1, quoting.code(), quoting.output());
        assertTrue(quoting.output().contains("不能有报事人的姓名"), quoting.output());
        assertTrue(unknown.code() != 0, unknown.output());
        assertEquals(hidden, before);
        assertEquals(0, done.code(), done.output());
        assertTrue(done.output().contains("以前做的备份里还有"), done.output());
        assertEquals(List.of(), found(hidden));
        String desk = resident.get("/desk/tickets/" + scenario.ticketOf(asked)).body();
        assertTrue(desk.contains("按本人要求删除了") && desk.contains("陈静") && desk.contains("本人到窗口要求"), desk);
    }

    private long rows(String sql) {
        return await(
                pool.query(sql).execute().map(rows -> rows.iterator().next().getLong(0)));
    }

    /** Several runs: each takes a part. */
    private void runJob(Instant at) {
        InstantSource clock = () -> at;
        RetentionJob job = new RetentionJob(
                jobRunner,
                new PgErasures(pool, fieldEncryption, catalogue, terms, clock),
                files,
                new ConversationCleanup(pool, terms, clock),
                clock,
                meters);
        for (int i = 0; i < 3; i++) {
            await(job.erase());
        }
        await(job.removeConversations());
        jobRunner.statuses().stream()
                .filter(status -> List.of("retention", "attachment-deletion", "conversation-cleanup")
                        .contains(status.name()))
                .forEach(status -> assertEquals(0, status.failures(), status.toString()));
    }

    private String hash(String lookupKey) {
        assertTrue(new PersonDetails("", "", PHONE).lookupKey().startsWith("tel:"));
        return HexFormat.of().formatHex(fieldEncryption.keyedHash(lookupKey));
    }

    /** Those of the texts that somebody with the database, the files and the key could read. */
    private List<String> found(List<String> hidden) throws Exception {
        String all = ReadableData.of(login(), setting("lianhu.data-dir"), fieldEncryption);
        assertTrue(all.contains("云溪县"), "nothing was read");
        return hidden.stream().filter(all::contains).toList();
    }

    private GatewayProcess.ExitResult erase(String of, String reason) throws Exception {
        return GatewayProcess.run(
                Map.of(
                        "lianhu.data-dir",
                        setting("lianhu.data-dir"),
                        GatewayTestResource.KEY_FILE,
                        setting(GatewayTestResource.KEY_FILE),
                        "lianhu.county",
                        "yunxi",
                        EmbeddedServersLifecycle.DATABASE,
                        setting(EmbeddedServersLifecycle.DATABASE),
                        JdbcConnections.OWNER + ".username",
                        setting(JdbcConnections.OWNER + ".username"),
                        JdbcConnections.OWNER + ".password",
                        setting(JdbcConnections.OWNER + ".password")),
                "erase",
                of,
                "--reason",
                reason,
                "--by",
                "陈静");
    }

    private static JdbcConnections login() {
        return JdbcConnections.of(ConfigProvider.getConfig());
    }

    private static String setting(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(60));
    }
}
