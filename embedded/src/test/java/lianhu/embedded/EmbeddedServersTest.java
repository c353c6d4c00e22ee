package lianhu.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Real servers of a real program, which is killed, interrupted and disturbed. */
class EmbeddedServersTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private static Path base;
    private static Path data;
    private static ChildJvm.ProgramFiles programFiles;

    private final List<ChildJvm> children = new ArrayList<>();

    @BeforeAll
    static void createBase() throws IOException {
        base = Files.createTempDirectory("lianhu");
        // Otherwise only root could enter, and no folder could be given to another account.
        ChildJvm.run("chmod", "755", base.toString());
        data = base.resolve("data");
        programFiles = ChildJvm.ProgramFiles.copyTo(base);
    }

    @AfterAll
    static void clear() {
        ChildJvm.run("rm", "-rf", base.toString());
    }

    @AfterEach
    void killLeftovers() throws InterruptedException {
        for (var childJvm : children) {
            if (childJvm.isAlive()) {
                childJvm.terminate();
            }
        }
        ProcessHandle.allProcesses()
                .filter(EmbeddedServersTest::worksBelowBase)
                .forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void bothAreDurableAndClosedToStrangers() throws Exception {
        // Given
        var childJvm = start();

        // When
        var durability = childJvm.query("select string_agg(setting, ' ' order by name) from pg_settings"
                + " where name in ('fsync', 'synchronous_commit', 'full_page_writes')");

        // Then
        assertEquals("on on on", durability);
        assertEquals(
                "b C.UTF-8",
                childJvm.query("select datlocprovider::text || ' ' || datlocale from pg_database"
                        + " where datname = current_database()"));
        assertEquals("127.0.0.1", childJvm.query("show listen_addresses"));
        assertEquals(
                "SCRAM-SHA-256",
                childJvm.query("select left(rolpassword, 13) from pg_authid where rolname = 'lianhu'"));
        assertThrows(SQLException.class, () -> childJvm.query("select 1", "wrong"));
        assertTrue(childJvm.redisAnswers());
        assertTrue(RedisPing.directoryOf(port("redis"), "wrong").isEmpty());
        assertTrue(Files.readString(data.resolve("redis/redis.conf")).contains("appendonly yes"));
        assertNotEquals(group(childJvm.pid()), group(childJvm.postgres()));
        assertNotEquals(group(childJvm.pid()), group(childJvm.redis()));
    }

    @Test
    void aSecondCopyOnTheSameDataIsRefused() throws Exception {
        // Given
        var first = start();

        // When
        var second = launch();

        // Then
        assertEquals(StartFailure.ALREADY_RUNNING.exitCode(), second.awaitEnd());
        assertTrue(second.output().contains("已经有一份程序在用"), second::output);
        assertTrue(first.postgresAnswers());
    }

    @Test
    void afterAnOrderedStopPortAndDataAreAsBefore() throws Exception {
        // Given
        var before = start();
        before.query("drop table if exists kept; create table kept(n int); insert into kept values (3)");
        var port = port("postgres");
        before.terminate();
        assertFalse(isAlive(before.postgres()));
        assertFalse(isAlive(before.redis()));
        assertTrue(Files.readString(data.resolve("postgres/server.log")).contains("database system is shut down"));

        // When
        var after = start();

        // Then
        assertEquals(port, port("postgres"));
        assertEquals("3", after.query("select n from kept"));
    }

    @Test
    void orphansOfAKilledProgramAreAdopted() throws Exception {
        // Given
        var killed = start();
        killed.kill();
        assertTrue(isAlive(killed.postgres()));

        // When
        var heir = start();

        // Then
        assertEquals(killed.postgres(), heir.postgres());
        assertEquals(killed.redis(), heir.redis());
        heir.terminate();
        assertFalse(isAlive(heir.postgres()));
        assertFalse(isAlive(heir.redis()));
    }

    @Test
    void adoptedServersThatDieComeBackOnTheirPorts() throws Exception {
        // Given
        start().kill();
        var heir = start();
        heir.query("drop table if exists kept; create table kept(n int); insert into kept values (5)");

        // When
        kill(heir.postgres());
        kill(heir.redis());

        // Then
        assertTrue(Polling.until(SOON, heir::postgresAnswers), heir::output);
        assertEquals("5", heir.query("select n from kept"));
        assertTrue(Polling.until(SOON, heir::redisAnswers), heir::output);
    }

    @Test
    void afterAKillOfAllThreeTheDataAreThere() throws Exception {
        // Given
        var killed = start();
        killed.query("drop table if exists kept; create table kept(n int); insert into kept values (6)");
        kill(killed.pid());
        kill(killed.postgres());
        kill(killed.redis());

        // When
        var next = start();

        // Then
        assertEquals("6", next.query("select n from kept"));
    }

    @Test
    void aStaleFileThatNamesSomebodyElseHarmsNobody() throws Exception {
        // Given
        start().terminate();
        var stranger = new ProcessBuilder("sleep", "60").start();
        var cluster = data.resolve("postgres/cluster");
        Files.writeString(
                PostmasterPid.file(cluster),
                "%d\n%s\n1\n5432\n\n127.0.0.1\n1 1\nready   \n".formatted(stranger.pid(), cluster));
        Files.writeString(data.resolve("redis/redis.pid"), stranger.pid() + "\n");

        // When
        var childJvm = start();

        // Then
        assertNotEquals(stranger.pid(), childJvm.postgres());
        assertNotEquals(stranger.pid(), childJvm.redis());
        assertTrue(stranger.isAlive());
        stranger.destroy();
    }

    @Test
    void aStrangerOnThePortIsGivenWayAtTheStart() throws Exception {
        // Given
        start().terminate();
        var port = port("postgres");

        // When
        try (var stranger = occupy(port)) {
            var childJvm = start();

            // Then
            assertTrue(childJvm.postgresAnswers());
            assertNotEquals(stranger.getLocalPort(), port("postgres"));
        }
    }

    @Test
    void aStrangerOnThePortLaterOnIsWaitedFor() throws Exception {
        // Given
        var childJvm = start();
        var port = port("postgres");
        Files.move(data.resolve("postgres/cluster"), data.resolve("postgres/away"));
        kill(childJvm.postgres());
        assertTrue(Polling.until(SOON, () -> Ports.isFree(port)));
        try (var stranger = occupy(port)) {
            Files.move(data.resolve("postgres/away"), data.resolve("postgres/cluster"));
            assertTrue(
                    Polling.until(SOON, () -> childJvm.output().contains("端口 " + stranger.getLocalPort())),
                    childJvm::output);
        }

        // When
        var back = Polling.until(SOON, childJvm::postgresAnswers);

        // Then
        assertTrue(back, childJvm::output);
        assertEquals(port, port("postgres"));
    }

    @Test
    void ctrlCEndsTheServersInOrder() throws Exception {
        // Given
        var childJvm = start();

        // When
        childJvm.pressCtrlC();

        // Then
        assertTrue(childJvm.output().contains("stopped"), childJvm::output);
        assertFalse(childJvm.output().contains("died"), childJvm::output);
        assertFalse(isAlive(childJvm.postgres()));
        assertFalse(isAlive(childJvm.redis()));
        assertTrue(ProcessHandle.allProcesses().noneMatch(EmbeddedServersTest::worksBelowBase));
    }

    @Test
    void anInterruptedInitdbIsMadeAnew() throws Exception {
        // Given
        var fresh = base.resolve("interrupted");
        var unfinished = Files.createDirectories(fresh.resolve("postgres/cluster.unfinished"));
        Files.writeString(unfinished.resolve("PG_VERSION"), "18");

        // When
        var childJvm = launch(fresh, programFiles.cache());

        // Then
        assertTrue(childJvm.awaitReady().postgresAnswers());
        assertFalse(Files.exists(unfinished));
    }

    @Test
    void rootBelowItsOwnHomeUsesAUserNamespace() throws Exception {
        // Given
        assumeTrue(isRoot(), "needs root");
        assumeTrue(ProcessRunner.run(List.of(), "unshare", "--user", "true").ok(), "needs user namespaces");
        var home = Files.createDirectory(base.resolve("home"));
        ChildJvm.run("chmod", "700", home.toString());

        // When
        var childJvm = launch(home.resolve("data"), programFiles.cache());

        // Then
        assertTrue(childJvm.awaitReady().postgresAnswers());
        assertEquals(0, Files.getAttribute(home.resolve("data/postgres"), "unix:uid"));
    }

    @Test
    void rootInAContainerKeepsTheProgramsBesideTheData() throws Exception {
        // Given
        assumeTrue(isRoot(), "needs root");
        assumeTrue(ProcessRunner.run(List.of(), "setpriv", "--version").ok(), "needs setpriv");
        var closed = Files.createDirectory(base.resolve("closed"));
        ChildJvm.run("chmod", "700", closed.toString());
        var programs = Files.createDirectory(base.resolve("without-unshare"));
        for (var name : List.of("setsid", "setpriv", "test", "rm")) {
            ChildJvm.run("sh", "-c", "ln -s /usr/bin/$0 $1/$0", name, programs.toString());
        }
        var container = base.resolve("container");
        launch(container, closed, "env", "PATH=" + programs).awaitReady().terminate();

        // When
        var again = launch(container, closed, "env", "PATH=" + programs);

        // Then
        assertTrue(again.awaitReady().postgresAnswers());
        assertNotEquals(0, Files.getAttribute(container.resolve("postgres"), "unix:uid"));
    }

    @Test
    void anOrdinaryUserNeedsNothing() throws Exception {
        // Given
        assumeTrue(isRoot(), "needs root to become another user");
        assumeTrue(ProcessRunner.run(List.of(), "setpriv", "--version").ok(), "needs setpriv");
        var home = Files.createDirectory(base.resolve("ordinary"));
        ChildJvm.run("chown", "1", home.toString());
        ChildJvm.run("chmod", "700", home.toString());

        // When
        var childJvm = launch(
                home.resolve("data"), home.resolve("cache"), "setpriv", "--reuid=1", "--regid=1", "--clear-groups");

        // Then
        assertTrue(childJvm.awaitReady().postgresAnswers());
        assertEquals(1, Files.getAttribute(home.resolve("data/postgres"), "unix:uid"));
    }

    @Test
    void aReadOnlyDirectoryIsNamed() throws Exception {
        // Given
        var readOnly = Files.createDirectory(base.resolve("read-only"));

        // When
        var childJvm = launch(readOnly, programFiles.cache(), onDisk(readOnly, "ro,size=500m"));

        // Then
        assertEquals(StartFailure.NOT_WRITABLE.exitCode(), childJvm.awaitEnd());
        assertTrue(childJvm.output().contains("写不进去"), childJvm::output);
    }

    @Test
    void aFullDirectoryIsNamed() throws Exception {
        // Given
        var full = Files.createDirectory(base.resolve("full"));

        // When
        var childJvm = launch(full, programFiles.cache(), onDisk(full, "size=1m"));

        // Then
        assertEquals(StartFailure.DISK_FULL.exitCode(), childJvm.awaitEnd());
        assertTrue(childJvm.output().contains("磁盘满了"), childJvm::output);
    }

    @Test
    void programsThatCannotBeUnpackedAreNamed() throws Exception {
        // Given
        var small = Files.createDirectory(base.resolve("small"));

        // When
        var childJvm = launch(base.resolve("untouched"), small, onDisk(small, "size=1m"));

        // Then
        assertEquals(StartFailure.UNUSABLE_BINARIES.exitCode(), childJvm.awaitEnd());
        assertTrue(childJvm.output().contains("解不开"), childJvm::output);
    }

    @Test
    void aDiskThatFillsUpAndIsClearedNeedsNoHands() throws Exception {
        // Given
        var disk = Files.createDirectory(base.resolve("disk"));
        var childJvm = launch(disk, programFiles.cache(), onDisk(disk, "size=200m,mode=755"))
                .awaitReady();
        childJvm.query("create table kept(n int); insert into kept values (16)");
        var seen = Path.of("/proc", Long.toString(childJvm.pid()), "root" + disk);
        ProcessRunner.run(List.of(), "dd", "if=/dev/zero", "of=" + seen.resolve("filler"), "bs=1M");
        assertTrue(Polling.until(SOON, () -> cannotLog(childJvm)), childJvm::output);
        assertTrue(Files.readString(seen.resolve("postgres/server.log")).contains("PANIC"));
        kill(childJvm.postgres());
        kill(childJvm.redis());
        assertTrue(Polling.until(SOON, () -> childJvm.output().contains("磁盘满了，PostgreSQL")), childJvm::output);

        // When
        Files.delete(seen.resolve("filler"));

        // Then
        assertTrue(Polling.until(SOON, childJvm::postgresAnswers), childJvm::output);
        assertEquals("16", childJvm.query("select n from kept"));
        assertTrue(Polling.until(SOON, childJvm::redisAnswers), childJvm::output);
    }

    /** Fills the disk by more than a segment of the write-ahead log, upon which PostgreSQL ends. */
    private static boolean cannotLog(ChildJvm childJvm) {
        try {
            childJvm.query("select pg_logical_emit_message(true, 'test', repeat('x', 20000000))");
            return false;
        } catch (SQLException refused) {
            return true;
        }
    }

    private ChildJvm start() throws IOException {
        return launch().awaitReady();
    }

    private ChildJvm launch() throws IOException {
        return launch(data, programFiles.cache());
    }

    private ChildJvm launch(Path onData, Path cache, String... below) throws IOException {
        var childJvm = ChildJvm.launch(programFiles, onData, cache, below);
        children.add(childJvm);
        return childJvm;
    }

    /** A small disk of its own, visible to the child only. */
    private static String[] onDisk(Path folder, String options) {
        assumeTrue(isRoot(), "needs root to mount a disk");
        assumeTrue(
                ProcessRunner.run(List.of(), "unshare", "--mount", "mount", "-t", "tmpfs", "none", folder.toString())
                        .ok(),
                "needs to be allowed to mount");
        return new String[] {
            "unshare",
            "--mount",
            "sh",
            "-c",
            "mount -t tmpfs -o \"$1\" none \"$0\" && shift && exec \"$@\"",
            folder.toString(),
            options
        };
    }

    private static ServerSocket occupy(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    }

    private static int port(String server) throws IOException {
        return Integer.parseInt(
                Files.readString(data.resolve(server).resolve("port")).strip());
    }

    private static String group(long pid) {
        return ProcessRunner.run(List.of(), "ps", "-o", "pgid=", "-p", Long.toString(pid))
                .output()
                .strip();
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).filter(ProcessRunner::isAlive).isPresent();
    }

    private static void kill(long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        Polling.until(SOON, () -> !isAlive(pid));
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static boolean worksBelowBase(ProcessHandle process) {
        try {
            return Path.of("/proc", Long.toString(process.pid()), "cwd")
                    .toRealPath()
                    .startsWith(base);
        } catch (IOException goneOrForeign) {
            return false;
        }
    }
}
