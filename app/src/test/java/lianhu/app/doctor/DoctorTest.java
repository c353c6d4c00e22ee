package lianhu.app.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.app.boot.JdbcConnections;
import lianhu.app.maintenance.BackupRestore;
import lianhu.app.support.GatewayProcess;
import lianhu.app.support.TestDatabase;
import lianhu.app.support.UpgradeFixture;
import lianhu.simulator.Simulator;
import lianhu.simulator.fault.InjectedFault;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The doctor finds faults, says what to do, changes nothing and reveals nothing. */
@NullUnmarked
class DoctorTest {
    private static final int FOUND_FAULTS = 6;

    private static TestDatabase ground;
    private static JdbcConnections lived;
    private static Simulator wecom;

    @TempDir
    Path folder;

    private final Map<String, String> settings = new HashMap<>();

    @BeforeAll
    static void start() throws Exception {
        ground = TestDatabase.start();
        lived = ground.createDatabase();
        try (BackupRestore backupRestore = BackupRestore.open(UpgradeFixture.RECORDED, UpgradeFixture.KEYS)) {
            backupRestore.intoDatabase(lived);
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
        Files.writeString(data.resolve("key"), UpgradeFixture.KEY + "\n");
        mode("rw-------");
        settings.putAll(Map.of(
                "lianhu.data-dir", data.toString(),
                "lianhu.demo", "true",
                "lianhu.wecom.base-url", wecom.url().toString(),
                // A port on which no server listens.
                "quarkus.management.port", "1",
                "quarkus.datasource.reactive.url", lived.jdbcUrl().substring("jdbc:".length()),
                "quarkus.datasource.username", lived.user(),
                "quarkus.datasource.password", lived.password()));
    }

    @Test
    void aHealthyCountyHasNothingToPutRight() throws Exception {
        // Given
        List<Path> before = files();

        // When
        GatewayProcess.ExitResult exitResult = doctor();

        // Then
        assertEquals(0, exitResult.code(), exitResult.output());
        assertFalse(exitResult.output().contains("✗"), exitResult.output());
        assertTrue(exitResult.output().contains("✓ 抽查 30 条工单"), exitResult.output());
        assertTrue(exitResult.output().contains("✓ 企业微信应用“lianhu”拿得到凭证"), exitResult.output());
        assertTrue(exitResult.output().contains("✓ 微信客服账号 wkLIANHU00000001 调得通"), exitResult.output());
        assertTrue(exitResult.output().contains("⚠ 网关没有运行"), exitResult.output());
        assertEquals(before, files());
    }

    @Test
    void noSecretIsPrinted() throws Exception {
        // When
        GatewayProcess.ExitResult exitResult = doctor();

        // Then
        for (String secret : List.of(
                UpgradeFixture.KEY.substring(0, 20), lived.password(), "lianhu-demonstration", "lianhuTestToken2026")) {
            assertFalse(exitResult.output().contains(secret), exitResult.output());
        }
    }

    @Test
    void aRowThatIsNotWhatItsEventsSayIsNamed() throws Exception {
        // Given
        String no = text("select no from ticket where state = 'DISPATCHED' order by no limit 1");
        change("update ticket set state = 'CLOSED' where no = '" + no + "'");

        // When
        GatewayProcess.ExitResult exitResult = doctor();
        change("update ticket set state = 'DISPATCHED' where no = '" + no + "'");

        // Then
        assertEquals(FOUND_FAULTS, exitResult.code(), exitResult.output());
        assertTrue(exitResult.output().contains("✗ 抽查 30 条工单，有 1 条与事件对不上，例如 " + no), exitResult.output());
    }

    @Test
    void aTimerWithoutItsTicketIsFound() throws Exception {
        // Given
        change("insert into ticket_timer (ticket_no, kind, fires_at, round) values ('GDNONE', 'AUTO_CLOSE', now(), 1)");

        // When
        GatewayProcess.ExitResult exitResult = doctor();
        change("delete from ticket_timer where ticket_no = 'GDNONE'");

        // Then
        assertEquals(FOUND_FAULTS, exitResult.code(), exitResult.output());
        assertTrue(exitResult.output().contains("✗ 有 1 处记录对不上"), exitResult.output());
    }

    @Test
    void aDutyRoomWhoseAccountWasTakenAwayAtTheDeskIsNamed() throws Exception {
        // Given
        String before = text("select encode(contact, 'hex') from department where id = 'duty'");
        byte[] without =
                new FieldEncryption(UpgradeFixture.KEYS).encrypt("{\"name\":\"\",\"phone\":\"\",\"userId\":\"\"}");
        contactOfTheDutyRoom(HexFormat.of().formatHex(without));

        // When
        GatewayProcess.ExitResult exitResult = doctor();
        contactOfTheDutyRoom(before);

        // Then
        assertEquals(FOUND_FAULTS, exitResult.code(), exitResult.output());
        assertTrue(exitResult.output().contains("（duty）没有企业微信账号：叫不到"), exitResult.output());
    }

    private static void contactOfTheDutyRoom(String hex) throws SQLException {
        change("update department set contact = decode('" + hex + "', 'hex') where id = 'duty'");
    }

    @Test
    void aKeyThatOthersReadIsFound() throws Exception {
        // Given
        mode("rw-r--r--");

        // When
        GatewayProcess.ExitResult exitResult = doctor();

        // Then
        assertEquals(FOUND_FAULTS, exitResult.code(), exitResult.output());
        assertTrue(exitResult.output().contains("别的用户也能读 → chmod 600"), exitResult.output());
    }

    @Test
    void aWrongSecretIsSaidWithoutQuotingIt() throws Exception {
        // Given
        settings.put("lianhu.wecom.agents.\"lianhu\".secret", "reset-long-ago");

        // When
        GatewayProcess.ExitResult exitResult = doctor();

        // Then
        assertEquals(FOUND_FAULTS, exitResult.code(), exitResult.output());
        assertTrue(exitResult.output().contains("（错误码 40001） → Secret 不对或已被重置"), exitResult.output());
        assertFalse(exitResult.output().contains("reset-long-ago"), exitResult.output());
    }

    @Test
    void anAddressThatIsNotTrustedIsExplained() throws Exception {
        // Given
        wecom.faults().add(new InjectedFault("getcallbackip", "60020", -1, 1, 0));

        // When
        GatewayProcess.ExitResult exitResult = doctor();

        // Then
        assertEquals(FOUND_FAULTS, exitResult.code(), exitResult.output());
        assertTrue(exitResult.output().contains("不在“企业可信 IP”里"), exitResult.output());
    }

    @Test
    void anApplicationThatMayNotCallCustomerServiceIsExplained() throws Exception {
        // Given
        wecom.faults().add(new InjectedFault("kf/account/list", "48002", 1, 1, 0));

        // When
        GatewayProcess.ExitResult exitResult = doctor();

        // Then
        assertEquals(FOUND_FAULTS, exitResult.code(), exitResult.output());
        assertTrue(exitResult.output().contains("“可调用接口的应用”里勾上应用“lianhu”"), exitResult.output());
    }

    @Test
    void anAccountOfCustomerServiceThatIsNotThereIsNamed() throws Exception {
        // Given
        settings.put("lianhu.wecom.kf.\"wkNOSUCHACCOUNT\".agent", "lianhu");

        // When
        GatewayProcess.ExitResult exitResult = doctor();

        // Then
        assertEquals(FOUND_FAULTS, exitResult.code(), exitResult.output());
        assertTrue(exitResult.output().contains("管不到微信客服账号 wkNOSUCHACCOUNT"), exitResult.output());
    }

    @Test
    void aDemonstrationWhoseLocalWecomIsAwayIsNoFault() throws Exception {
        // Given
        settings.put("lianhu.wecom.base-url", "http://127.0.0.1:1");

        // When
        GatewayProcess.ExitResult exitResult = doctor();

        // Then
        assertEquals(0, exitResult.code(), exitResult.output());
        assertTrue(exitResult.output().contains("⚠ 演示用的企业微信模拟器没有运行"), exitResult.output());
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsSaidInOneLine() throws Exception {
        // Given
        settings.put("quarkus.datasource.reactive.url", "postgresql://127.0.0.1:1/nowhere");

        // When
        GatewayProcess.ExitResult exitResult = doctor();

        // Then
        assertEquals(FOUND_FAULTS, exitResult.code(), exitResult.output());
        assertTrue(exitResult.output().contains("✗ 数据库连不上（没有回答）"), exitResult.output());
        assertFalse(exitResult.output().contains("Exception"), exitResult.output());
    }

    @Test
    void everyPublishedCredentialIsRefusedOutsideTheDemonstration() throws Exception {
        // Given
        settings.put("lianhu.demo", "false");
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
        GatewayProcess.ExitResult exitResult = doctor();

        // Then
        assertEquals(FOUND_FAULTS, exitResult.code(), exitResult.output());
        assertEquals(
                7,
                exitResult
                        .output()
                        .lines()
                        .filter(line -> line.contains("演示用的公开值"))
                        .count(),
                exitResult.output());
        assertTrue(exitResult.output().contains("✗ 没有设置 lianhu.public-url"), exitResult.output());
    }

    @Test
    void aHalfRestoredDirectoryIsSaid() throws Exception {
        // Given
        Files.createFile(folder.resolve("data").resolve("restoring"));

        // When
        GatewayProcess.ExitResult exitResult = doctor();

        // Then
        assertEquals(FOUND_FAULTS, exitResult.code(), exitResult.output());
        assertTrue(exitResult.output().contains("恢复没有做完"), exitResult.output());
    }

    private GatewayProcess.ExitResult doctor() throws Exception {
        return GatewayProcess.run(settings, "doctor");
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
