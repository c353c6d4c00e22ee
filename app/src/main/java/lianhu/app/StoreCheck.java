package lianhu.app;

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
import lianhu.adapters.store.ReplayedTickets;
import lianhu.adapters.vault.KeyRing;
import lianhu.adapters.vault.Vault;
import lianhu.embedded.RunningCopy;
import lianhu.embedded.RunningPostgres;
import org.eclipse.microprofile.config.Config;

/** The gateway that runs now, if one does, and what stands in its database. */
final class StoreCheck {
    private static final int SAMPLE = 200;

    /** A clock that was set back would put new events before old ones. */
    private static final Duration AHEAD = Duration.ofMinutes(2);

    private final Config config;
    private final Path data;
    private final InstantSource clock;

    StoreCheck(Config config, Path data, InstantSource clock) {
        this.config = config;
        this.data = data;
        this.clock = clock;
    }

    Stream<Finding> all() {
        List<Finding> findings = new ArrayList<>();
        OptionalLong holder = RunningCopy.on(data);
        findings.add(gateway(holder));
        Optional<Connections> database = database();
        if (database.isEmpty()) {
            findings.add(Finding.odd("自带的数据库没有运行，里面的数据这次没有查", "要查数据，请在网关运行时再做一次 doctor"));
            return findings.stream();
        }
        try (Connection connection = database.get().open()) {
            connection.setReadOnly(true);
            findings.add(Finding.good("数据库连得上（" + (ReachedDatabase.isNamed(config) ? "外接" : "自带") + "）"));
            findings.addAll(rows(database.get(), connection));
        } catch (SQLException e) {
            boolean isStopped = !ReachedDatabase.isNamed(config) && holder.isEmpty();
            findings.add(
                    isStopped
                            ? Finding.odd("自带的数据库没有运行，里面的数据这次没有查", "要查数据，请在网关运行时再做一次 doctor")
                            : Finding.bad(
                                    "数据库连不上（" + state(e) + "）",
                                    "请看数据库是否在运行，地址、用户名、口令对不对；自带的数据库看 " + data + "/postgres/server.log"));
        }
        return findings.stream();
    }

    private Finding gateway(OptionalLong holder) {
        int port = config.getOptionalValue("quarkus.http.port", Integer.class).orElse(8080);
        Optional<Integer> ready = Knock.at(URI.create("http://127.0.0.1:" + port + "/q/health/ready"));
        if (ready.isEmpty()) {
            return holder.isPresent()
                    ? Finding.odd(
                            "进程 " + holder.getAsLong() + " 在用这个数据目录，但端口 " + port + " 没有回答",
                            "也许正在启动或停止，也许是备份之类的命令；端口不同请加 --port")
                    : Finding.odd("网关没有运行（端口 " + port + "）", "要用就启动它：./lianhu run，或 systemctl start lianhu");
        }
        return ready.get() == 200
                ? Finding.good("网关在运行，收得下诉求（端口 " + port + "）")
                : Finding.bad(
                        "端口 " + port + " 有程序回答，但没有就绪（" + ready.get() + "）",
                        "看 http://127.0.0.1:" + port + "/q/health/ready 里的原因，再看日志");
    }

    private Optional<Connections> database() {
        return ReachedDatabase.isNamed(config)
                ? Optional.of(Connections.of(config))
                : RunningPostgres.in(data).map(own -> new Connections(own.jdbcUrl(), own.user(), own.password()));
    }

    private List<Finding> rows(Connections database, Connection connection) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        Set<Integer> done = Migrations.done(database);
        Set<Integer> ours = MigrationFiles.versions();
        if (done.isEmpty()) {
            findings.add(Finding.odd("数据库是空的", "第一次启动会建表；如果早就在用，请核对数据库的地址"));
            return findings;
        }
        if (!ours.containsAll(done)) {
            findings.add(Finding.bad("数据库已被更新的版本用过，本版本不会启动", "请装回较新的版本"));
            return findings;
        }
        if (!done.containsAll(ours)) {
            findings.add(Finding.odd("数据库的表还是旧样子", "先备份；下次启动会自动改"));
            return findings;
        }
        findings.add(Finding.good(
                "数据库的表是本版本的样子（V" + done.stream().max(Integer::compare).orElse(0) + "）"));
        findings.add(replayed(connection));
        findings.add(newest(connection));
        findings.addAll(outbox(connection));
        oldKey(database).ifPresent(findings::add);
        return findings;
    }

    /** Looks at every sealed value, so only while a key is being changed. */
    private Optional<Finding> oldKey(Connections database) throws SQLException {
        try {
            KeyRing keys = MasterKey.read(EarlySettings.keyOf(config, data));
            if (!keys.isChanging()) {
                return Optional.empty();
            }
            long left = new SealedAnew(database, data, new Vault(keys)).left();
            return Optional.of(
                    left > 0
                            ? Finding.odd("还有 " + left + " 处用旧密钥，旧密钥不能去掉", "./lianhu rekey")
                            : Finding.odd("已经没有用旧密钥的了", "停网关时运行 ./lianhu rekey，去掉旧密钥"));
        } catch (Fault | IOException unreadable) {
            return Optional.empty(); // said where the file is looked at
        }
    }

    private static Finding replayed(Connection connection) throws SQLException {
        ReplayedTickets replayed = ReplayedTickets.sample(connection, SAMPLE);
        return replayed.differing().isEmpty()
                ? Finding.good("抽查 " + replayed.looked() + " 条工单，与事件重放的结果一致")
                : Finding.bad(
                        "抽查 " + replayed.looked() + " 条工单，有 "
                                + replayed.differing().size() + " 条与事件对不上，例如 "
                                + replayed.differing().getFirst(),
                        "有人绕过网关改过数据库，或磁盘出了错：先备份，再把这些工单号交给维护人员");
    }

    private Finding newest(Connection connection) throws SQLException {
        return time(connection, "SELECT max(at) FROM ticket_event")
                .filter(at -> at.isAfter(clock.instant().plus(AHEAD)))
                .map(at -> Finding.bad("本机时钟被拨回过：最近的一件事记在将来（" + at + "）", "请打开自动校时，再启动网关"))
                .orElseGet(() -> Finding.good("本机时钟没有倒退过"));
    }

    private List<Finding> outbox(Connection connection) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        long unknown = number(connection, "SELECT count(*) FROM delivery WHERE state = 'UNKNOWN'");
        if (unknown > 0) {
            findings.add(Finding.odd("有 " + unknown + " 条通知不知道到没到", "在受理台的“没到位的”页逐条看：补发，或记为已知"));
        }
        long stuck = number(
                connection,
                "SELECT count(*) FROM delivery WHERE state = 'PENDING' AND next_at < now() - interval '15 minutes'");
        findings.add(
                stuck > 0
                        ? Finding.odd("有 " + stuck + " 条通知排队超过一刻钟", "网关没有运行就启动它；运行着，请看上面企业微信的几行和日志")
                        : Finding.good("没有积压的通知"));
        return findings;
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
