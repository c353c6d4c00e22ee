package lianhu.app.doctor;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.adapters.crypto.KeyRing;
import lianhu.adapters.roster.StoredDepartments;
import lianhu.adapters.roster.UnreadableContacts;
import lianhu.adapters.store.ticket.TicketReplayCheck;
import lianhu.app.boot.BootstrapConfig;
import lianhu.app.boot.CommandDatabase;
import lianhu.app.boot.JdbcConnections;
import lianhu.app.boot.MasterKeyFile;
import lianhu.app.boot.MigrationFiles;
import lianhu.app.boot.Migrations;
import lianhu.app.boot.StartupException;
import lianhu.app.maintenance.Reencryption;
import lianhu.core.routing.Department;
import lianhu.embedded.DatabaseRole;
import lianhu.embedded.LockHolder;
import lianhu.embedded.RunningPostgres;
import org.eclipse.microprofile.config.Config;

/** Checks the running gateway, if there is one, and the contents of its database. */
final class DatabaseChecks {
    private static final int SAMPLE = 200;

    /** After a clock was set back, new events would come before old ones. */
    private static final Duration AHEAD = Duration.ofMinutes(2);

    private final Config config;
    private final Path data;
    private final InstantSource clock;

    DatabaseChecks(Config config, Path data, InstantSource clock) {
        this.config = config;
        this.data = data;
        this.clock = clock;
    }

    Stream<DiagnosticResult> all() {
        List<DiagnosticResult> diagnosticResults = new ArrayList<>();
        OptionalLong holder = LockHolder.pidOf(data);
        diagnosticResults.add(gateway(holder));
        Optional<JdbcConnections> database = database();
        if (database.isEmpty()) {
            diagnosticResults.add(DiagnosticResult.warning("自带的数据库没有运行，里面的数据这次没有查", "要查数据，请在网关运行时再做一次 doctor"));
            return diagnosticResults.stream();
        }
        try (Connection connection = database.get().open()) {
            connection.setReadOnly(true);
            diagnosticResults.add(
                    DiagnosticResult.ok("数据库连得上（" + (CommandDatabase.isNamed(config) ? "外接" : "自带") + "）"));
            diagnosticResults.addAll(rows(database.get(), connection));
        } catch (SQLException e) {
            boolean isStopped = !CommandDatabase.isNamed(config) && holder.isEmpty();
            diagnosticResults.add(
                    isStopped
                            ? DiagnosticResult.warning("自带的数据库没有运行，里面的数据这次没有查", "要查数据，请在网关运行时再做一次 doctor")
                            : DiagnosticResult.error(
                                    "数据库连不上（" + state(e) + "）",
                                    "请看数据库是否在运行，地址、用户名、口令对不对；自带的数据库看 " + data + "/postgres/server.log"));
        }
        return diagnosticResults.stream();
    }

    /** With their contacts as imported or entered at the desk; empty where no database answers or nothing was imported yet. */
    Optional<List<Department>> departments() {
        Optional<JdbcConnections> database = database();
        if (database.isEmpty()) {
            return Optional.empty();
        }
        try (Connection connection = database.get().open()) {
            return Optional.of(StoredDepartments.read(
                            connection, new FieldEncryption(MasterKeyFile.read(BootstrapConfig.keyOf(config, data)))))
                    .filter(read -> !read.isEmpty());
        } catch (SQLException | StartupException unread) {
            return Optional.empty(); // The checks of the database and of the key report it.
        }
    }

    private DiagnosticResult gateway(OptionalLong holder) {
        int port = config.getOptionalValue(BootstrapConfig.MANAGEMENT_PORT, Integer.class)
                .orElse(9000);
        String address = "http://127.0.0.1:" + port + "/q/health/ready";
        Optional<Integer> ready = HttpProbe.status(URI.create(address));
        if (ready.isEmpty()) {
            return holder.isPresent()
                    ? DiagnosticResult.warning(
                            "进程 " + holder.getAsLong() + " 在用这个数据目录，但管理端口 " + port + " 没有回答",
                            "也许正在启动或停止，也许是备份之类的命令；端口不同请加 --management-port")
                    : DiagnosticResult.warning(
                            "网关没有运行（管理端口 " + port + "）", "要用就启动它：./lianhu run，或 systemctl start lianhu");
        }
        return ready.get() == 200
                ? DiagnosticResult.ok("网关在运行，收得下诉求（管理端口 " + port + "）")
                : DiagnosticResult.error(
                        "管理端口 " + port + " 有程序回答，但没有就绪（" + ready.get() + "）", "看 " + address + " 里的原因，再看日志");
    }

    private Optional<JdbcConnections> database() {
        return CommandDatabase.isNamed(config)
                ? Optional.of(JdbcConnections.of(config))
                : RunningPostgres.in(data)
                        .map(own -> CommandDatabase.own(own.jdbcUrl(), own.login(DatabaseRole.BACKUP)));
    }

    private List<DiagnosticResult> rows(JdbcConnections database, Connection connection) throws SQLException {
        List<DiagnosticResult> diagnosticResults = new ArrayList<>();
        Set<Integer> done = Migrations.applied(database);
        Set<Integer> ours = MigrationFiles.versions();
        if (done.isEmpty()) {
            diagnosticResults.add(DiagnosticResult.warning("数据库是空的", "第一次启动会建表；如果早就在用，请核对数据库的地址"));
            return diagnosticResults;
        }
        if (!ours.containsAll(done)) {
            diagnosticResults.add(DiagnosticResult.error("数据库已被更新的版本用过，本版本不会启动", "请装回较新的版本"));
            return diagnosticResults;
        }
        if (!done.containsAll(ours)) {
            diagnosticResults.add(DiagnosticResult.warning("数据库的表还是旧样子", "先备份；下次启动会自动改"));
            return diagnosticResults;
        }
        diagnosticResults.add(DiagnosticResult.ok(
                "数据库的表是本版本的样子（V" + done.stream().max(Integer::compare).orElse(0) + "）"));
        diagnosticResults.add(replayed(connection));
        consistent(connection).ifPresent(diagnosticResults::add);
        contacts(connection).ifPresent(diagnosticResults::add);
        diagnosticResults.add(newest(connection));
        diagnosticResults.addAll(outbox(connection));
        oldKey(database).ifPresent(diagnosticResults::add);
        return diagnosticResults;
    }

    /** Reads every encrypted value, so it runs only while a key is being rotated. */
    private Optional<DiagnosticResult> oldKey(JdbcConnections database) throws SQLException {
        try {
            KeyRing keys = MasterKeyFile.read(BootstrapConfig.keyOf(config, data));
            if (!keys.isRotating()) {
                return Optional.empty();
            }
            long left = new Reencryption(database, data, new FieldEncryption(keys)).countOutdated();
            return Optional.of(
                    left > 0
                            ? DiagnosticResult.warning("还有 " + left + " 处用旧密钥，旧密钥不能去掉", "./lianhu rotate-key")
                            : DiagnosticResult.warning("已经没有用旧密钥的了", "停网关时运行 ./lianhu rotate-key，去掉旧密钥"));
        } catch (StartupException unreadable) {
            return Optional.empty(); // HostChecks reports the key file itself.
        } catch (IOException incomplete) {
            return Optional.of(DiagnosticResult.warning("用旧密钥的还有几处，没有数完：有文件读不出来", "检查数据目录的权限和磁盘"));
        }
    }

    /** No notice reaches these. Nothing of a contact is shown, only whose it is. */
    private Optional<DiagnosticResult> contacts(Connection connection) throws SQLException {
        List<String> unreadable;
        try {
            unreadable = UnreadableContacts.find(
                    connection, new FieldEncryption(MasterKeyFile.read(BootstrapConfig.keyOf(config, data))));
        } catch (StartupException noKey) {
            return Optional.empty(); // HostChecks reports the key file itself.
        }
        return unreadable.isEmpty()
                ? Optional.empty()
                : Optional.of(DiagnosticResult.error(
                        "名单里有 " + unreadable.size() + " 处读不出，通知不到：" + String.join("、", unreadable),
                        "在受理台“岗位和人”里重填，或运行 ./lianhu roster --apply；都读不出就是密钥不对"));
    }

    private static DiagnosticResult replayed(Connection connection) throws SQLException {
        TicketReplayCheck replayed = TicketReplayCheck.sample(connection, SAMPLE);
        return replayed.differing().isEmpty()
                ? DiagnosticResult.ok("抽查 " + replayed.checked() + " 条工单，与事件重放的结果一致")
                : DiagnosticResult.error(
                        "抽查 " + replayed.checked() + " 条工单，有 "
                                + replayed.differing().size() + " 条与事件对不上，例如 "
                                + replayed.differing().getFirst(),
                        "有人绕过网关改过数据库，或磁盘出了错：先备份，再把这些工单号交给维护人员");
    }

    /** What foreign keys and a count would tell, and intake is spared. One statement, so that all of it is of one moment. */
    private static Optional<DiagnosticResult> consistent(Connection connection) throws SQLException {
        long wrong = number(connection, """
            SELECT (SELECT count(*) FROM ticket_timer x WHERE NOT EXISTS (SELECT FROM ticket t WHERE t.no = x.ticket_no))
              + (SELECT count(*) FROM ticket_collaborator x WHERE NOT EXISTS (SELECT FROM ticket t WHERE t.no = x.ticket_no))
              + (SELECT count(*) FROM report x WHERE NOT EXISTS (SELECT FROM ticket t WHERE t.no = x.ticket_no))
              + (SELECT abs((SELECT count(*) FROM ticket WHERE confidentiality <> 'SEALED' AND NOT drill) - (SELECT coalesce(sum(tickets), 0) FROM ticket_total)))\
            """);
        return wrong == 0
                ? Optional.empty()
                : Optional.of(DiagnosticResult.error(
                        "有 " + wrong + " 处记录对不上：受理、提醒或协办没有对应的工单，或工单总数不对", "有人绕过网关改过数据库，或磁盘出了错：先备份，再交给维护人员"));
    }

    private DiagnosticResult newest(Connection connection) throws SQLException {
        return time(connection, "SELECT max(at) FROM ticket_event")
                .filter(at -> at.isAfter(clock.instant().plus(AHEAD)))
                .map(at -> DiagnosticResult.error("本机时钟被拨回过：最近的一件事记在将来（" + at + "）", "请打开自动校时，再启动网关"))
                .orElseGet(() -> DiagnosticResult.ok("本机时钟没有倒退过"));
    }

    private List<DiagnosticResult> outbox(Connection connection) throws SQLException {
        List<DiagnosticResult> diagnosticResults = new ArrayList<>();
        long unknown = number(connection, "SELECT count(*) FROM delivery WHERE state = 'UNKNOWN'");
        if (unknown > 0) {
            diagnosticResults.add(DiagnosticResult.warning("有 " + unknown + " 条通知不知道到没到", "在受理台的“没到位的”页逐条看：补发，或记为已知"));
        }
        long stuck = number(
                connection,
                "SELECT count(*) FROM delivery WHERE state = 'PENDING' AND next_attempt_at < now() - interval '15"
                        + " minutes'");
        diagnosticResults.add(
                stuck > 0
                        ? DiagnosticResult.warning("有 " + stuck + " 条通知排队超过一刻钟", "网关没有运行就启动它；运行着，请看上面企业微信的几行和日志")
                        : DiagnosticResult.ok("没有积压的通知"));
        return diagnosticResults;
    }

    private static Optional<Instant> time(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return Optional.ofNullable(rows.getTimestamp(1)).map(java.util.Date::toInstant);
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static String state(SQLException e) {
        return switch (e.getSQLState() == null ? "" : e.getSQLState()) {
            case "28P01", "28000" -> "用户名或口令不对";
            case "3D000" -> "没有这个库";
            case "08001", "08006", "08004" -> "没有回答";
            default -> "SQLSTATE " + e.getSQLState();
        };
    }
}
