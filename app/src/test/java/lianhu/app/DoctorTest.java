package lianhu.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lianhu.simulator.Simulator;
import lianhu.simulator.fault.Fault;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The doctor finds what is wrong, says what to do, changes nothing and gives nothing away. */
@NullUnmarked
class DoctorTest {
    private static final Path RECORDED = Path.of("src", "test", "resources", "lianhu", "app", "first-release.lianhu");
    private static final String KEY = "Y8AqzaGK4fq/ARNm6zay7MCdVZesFBL8Ga/yDYMaC7E=";
    private static final int FOUND_FAULTS = 6;

    private static OwnDatabase ground;
    private static Connections lived;
    private static Simulator wecom;

    @TempDir
    Path folder;

    private final Map<String, String> settings = new HashMap<>();

    @BeforeAll
    static void start() throws Exception {
        ground = OwnDatabase.start();
        lived = ground.fresh();
        try (Restore restore = Restore.open(RECORDED)) {
            restore.intoDatabase(lived);
        }
        wecom = Simulator.start();
    }

    @AfterAll
    static void stop() {
        wecom.close();
        ground.close();
    }

    @BeforeEach
    void aHealthyCounty() throws IOException {
        wecom.faults().clear();
        Path data = Files.createDirectories(folder.resolve("data"));
        Files.writeString(data.resolve("county"), "county=yunxi\nversion=1\n");
        Files.writeString(data.resolve("key"), KEY + "\n");
        mode("rw-------");
        settings.putAll(Map.of(
                "lianhu.data-dir", data.toString(),
                "lianhu.demonstration", "true",
                "lianhu.wecom.base-url", wecom.url().toString(),
                // where nobody listens
                "quarkus.http.port", "1",
                "quarkus.datasource.reactive.url", lived.jdbcUrl().substring("jdbc:".length()),
                "quarkus.datasource.username", lived.user(),
                "quarkus.datasource.password", lived.password()));
    }

    @Test
    void aHealthyCountyHasNothingToPutRight() throws Exception {
        // Given
        List<Path> before = files();

        // When
        Program.End end = doctor();

        // Then
        assertEquals(0, end.code(), end.said());
        assertFalse(end.said().contains("✗"), end.said());
        assertTrue(end.said().contains("✓ 抽查 30 条工单"), end.said());
        assertTrue(end.said().contains("✓ 企业微信应用“lianhu”拿得到凭证"), end.said());
        assertTrue(end.said().contains("✓ 微信客服账号 wkLIANHU00000001 调得通"), end.said());
        assertTrue(end.said().contains("⚠ 网关没有运行"), end.said());
        assertEquals(before, files());
    }

    @Test
    void noSecretIsPrinted() throws Exception {
        // When
        Program.End end = doctor();

        // Then
        for (String secret :
                List.of(KEY.substring(0, 20), lived.password(), "lianhu-demonstration", "lianhuTestToken2026")) {
            assertFalse(end.said().contains(secret), end.said());
        }
    }

    @Test
    void aRowThatIsNotWhatItsEventsSayIsNamed() throws Exception {
        // Given
        String no = text("select no from ticket where state = 'DISPATCHED' order by no limit 1");
        change("update ticket set state = 'CLOSED' where no = '" + no + "'");

        // When
        Program.End end = doctor();
        change("update ticket set state = 'DISPATCHED' where no = '" + no + "'");

        // Then
        assertEquals(FOUND_FAULTS, end.code(), end.said());
        assertTrue(end.said().contains("✗ 抽查 30 条工单，有 1 条与事件对不上，例如 " + no), end.said());
    }

    @Test
    void aKeyThatOthersReadIsFound() throws Exception {
        // Given
        mode("rw-r--r--");

        // When
        Program.End end = doctor();

        // Then
        assertEquals(FOUND_FAULTS, end.code(), end.said());
        assertTrue(end.said().contains("别的用户也能读 → chmod 600"), end.said());
    }

    @Test
    void aWrongSecretIsSaidWithoutQuotingIt() throws Exception {
        // Given
        settings.put("lianhu.wecom.agents.\"lianhu\".secret", "reset-long-ago");

        // When
        Program.End end = doctor();

        // Then
        assertEquals(FOUND_FAULTS, end.code(), end.said());
        assertTrue(end.said().contains("（错误码 40001） → Secret 不对或已被重置"), end.said());
        assertFalse(end.said().contains("reset-long-ago"), end.said());
    }

    @Test
    void anAddressThatIsNotTrustedIsExplained() throws Exception {
        // Given
        wecom.faults().add(new Fault("getcallbackip", "60020", -1, 1, 0));

        // When
        Program.End end = doctor();

        // Then
        assertEquals(FOUND_FAULTS, end.code(), end.said());
        assertTrue(end.said().contains("不在“企业可信 IP”里"), end.said());
    }

    @Test
    void anApplicationThatMayNotCallCustomerServiceIsExplained() throws Exception {
        // Given
        wecom.faults().add(new Fault("kf/account/list", "48002", 1, 1, 0));

        // When
        Program.End end = doctor();

        // Then
        assertEquals(FOUND_FAULTS, end.code(), end.said());
        assertTrue(end.said().contains("“可调用接口的应用”里勾上应用“lianhu”"), end.said());
    }

    @Test
    void anAccountOfCustomerServiceThatIsNotThereIsNamed() throws Exception {
        // Given
        settings.put("lianhu.wecom.kf.\"wkNOSUCHACCOUNT\".agent", "lianhu");

        // When
        Program.End end = doctor();

        // Then
        assertEquals(FOUND_FAULTS, end.code(), end.said());
        assertTrue(end.said().contains("管不到微信客服账号 wkNOSUCHACCOUNT"), end.said());
    }

    @Test
    void aDemonstrationWhoseLocalWecomIsAwayIsNoFault() throws Exception {
        // Given
        settings.put("lianhu.wecom.base-url", "http://127.0.0.1:1");

        // When
        Program.End end = doctor();

        // Then
        assertEquals(0, end.code(), end.said());
        assertTrue(end.said().contains("⚠ 演示用的企业微信模拟器没有运行"), end.said());
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsSaidInOneLine() throws Exception {
        // Given
        settings.put("quarkus.datasource.reactive.url", "postgresql://127.0.0.1:1/nowhere");

        // When
        Program.End end = doctor();

        // Then
        assertEquals(FOUND_FAULTS, end.code(), end.said());
        assertTrue(end.said().contains("✗ 数据库连不上（没有回答）"), end.said());
        assertFalse(end.said().contains("Exception"), end.said());
    }

    @Test
    void everyPublishedCredentialIsRefusedOutsideTheDemonstration() throws Exception {
        // Given
        settings.put("lianhu.demonstration", "false");
        settings.put("lianhu.wecom.base-url", "https://127.0.0.1:1");
        settings.put("lianhu.wecom.corp-id", "wwlianhu00000001");
        settings.put("lianhu.wecom.agents.\"lianhu\".agent-id", "1000002");
        settings.put("lianhu.wecom.agents.\"lianhu\".secret", "lianhu-demonstration");
        settings.put("lianhu.wecom.agents.\"lianhu\".token", "lianhuTestToken2026");
        settings.put("lianhu.wecom.agents.\"lianhu\".aes-key", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8");
        settings.put("lianhu.wecom.kf.\"wkLIANHU00000001\".agent", "lianhu");
        settings.put("lianhu.wecom.aibots.\"AIBOT0001\".token", "lianhuTestToken2026");
        settings.put("lianhu.wecom.aibots.\"AIBOT0001\".aes-key", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8");

        // When
        Program.End end = doctor();

        // Then
        assertEquals(FOUND_FAULTS, end.code(), end.said());
        assertEquals(
                7, end.said().lines().filter(line -> line.contains("演示用的公开值")).count(), end.said());
        assertTrue(end.said().contains("✗ 没有设置 lianhu.public-url"), end.said());
    }

    @Test
    void aHalfRestoredDirectoryIsSaid() throws Exception {
        // Given
        Files.createFile(folder.resolve("data").resolve("restoring"));

        // When
        Program.End end = doctor();

        // Then
        assertEquals(FOUND_FAULTS, end.code(), end.said());
        assertTrue(end.said().contains("恢复没有做完"), end.said());
    }

    private Program.End doctor() throws Exception {
        return Program.run(settings, "doctor");
    }

    private List<Path> files() throws IOException {
        try (var all = Files.walk(folder)) {
            return all.sorted().toList();
        }
    }

    private void mode(String permissions) throws IOException {
        Files.setPosixFilePermissions(
                folder.resolve("data").resolve("key"), PosixFilePermissions.fromString(permissions));
    }

    private static String text(String sql) throws SQLException {
        try (var connection = lived.open();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void change(String sql) throws SQLException {
        try (var connection = lived.open();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
