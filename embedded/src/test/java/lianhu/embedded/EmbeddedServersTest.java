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

/** Real servers under a real program, which is killed, interrupted and disturbed. */
class EmbeddedServersTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private static Path base;
    private static Path data;
    private static Child.Program program;

    private final List<Child> children = new ArrayList<>();

    @BeforeAll
    static void makeRoom() throws IOException {
        base = Files.createTempDirectory("lianhu");
        // Otherwise only root could enter, and nothing could be handed over to another account.
        Child.run("chmod", "755", base.toString());
        data = base.resolve("data");
        program = Child.Program.copyTo(base);
    }

    @AfterAll
    static void clear() {
        Child.run("rm", "-rf", base.toString());
    }

    @AfterEach
    void endWhatIsLeft() throws InterruptedException {
        for (var child : children) {
            if (child.lives()) {
                child.terminate();
            }
        }
        ProcessHandle.allProcesses()
                .filter(EmbeddedServersTest::worksBelowBase)
                .forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void bothAreDurableAndClosedToStrangers() throws Exception {
        // Given
        var child = start();

        // When
        var durability = child.ask("select string_agg(setting, ' ' order by name) from pg_settings"
                + " where name in ('fsync', 'synchronous_commit', 'full_page_writes')");

        // Then
        assertEquals("on on on", durability);
        assertEquals(
                "b C.UTF-8",
                child.ask("select datlocprovider::text || ' ' || datlocale from pg_database"
                        + " where datname = current_database()"));
        assertEquals("127.0.0.1", child.ask("show listen_addresses"));
        assertEquals(
                "SCRAM-SHA-256", child.ask("select left(rolpassword, 13) from pg_authid where rolname = 'lianhu'"));
        assertThrows(SQLException.class, () -> child.ask("select 1", "wrong"));
        assertTrue(child.redisAnswers());
        assertTrue(RedisQuestion.directory(port("redis"), "wrong").isEmpty());
        assertTrue(Files.readString(data.resolve("redis/redis.conf")).contains("appendonly yes"));
        assertNotEquals(group(child.pid()), group(child.postgres()));
        assertNotEquals(group(child.pid()), group(child.redis()));
    }

    @Test
    void aSecondCopyOnTheSameDataIsRefused() throws Exception {
        // Given
        var first = start();

        // When
        var second = launch();

        // Then
        assertEquals(Trouble.SECOND_COPY.exitCode(), second.awaitEnd());
        assertTrue(second.output().contains("已经有一份程序在用"), second::output);
        assertTrue(first.answers());
    }

    @Test
    void afterAnOrderedStopPortAndDataAreAsBefore() throws Exception {
        // Given
        var before = start();
        before.ask("drop table if exists kept; create table kept(n int); insert into kept values (3)");
        var port = port("postgres");
        before.terminate();
        assertFalse(lives(before.postgres()));
        assertFalse(lives(before.redis()));
        assertTrue(Files.readString(data.resolve("postgres/server.log")).contains("database system is shut down"));

        // When
        var after = start();

        // Then
        assertEquals(port, port("postgres"));
        assertEquals("3", after.ask("select n from kept"));
    }

    @Test
    void orphansOfAKilledProgramAreAdopted() throws Exception {
        // Given
        var killed = start();
        killed.kill();
        assertTrue(lives(killed.postgres()));

        // When
        var heir = start();

        // Then
        assertEquals(killed.postgres(), heir.postgres());
        assertEquals(killed.redis(), heir.redis());
        heir.terminate();
        assertFalse(lives(heir.postgres()));
        assertFalse(lives(heir.redis()));
    }

    @Test
    void adoptedServersThatDieComeBackOnTheirPorts() throws Exception {
        // Given
        start().kill();
        var heir = start();
        heir.ask("drop table if exists kept; create table kept(n int); insert into kept values (5)");

        // When
        kill(heir.postgres());
        kill(heir.redis());

        // Then
        assertTrue(Waiting.until(SOON, heir::answers), heir::output);
        assertEquals("5", heir.ask("select n from kept"));
        assertTrue(Waiting.until(SOON, heir::redisAnswers), heir::output);
    }

    @Test
    void afterAKillOfAllThreeTheDataAreThere() throws Exception {
        // Given
        var killed = start();
        killed.ask("drop table if exists kept; create table kept(n int); insert into kept values (6)");
        kill(killed.pid());
        kill(killed.postgres());
        kill(killed.redis());

        // When
        var next = start();

        // Then
        assertEquals("6", next.ask("select n from kept"));
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
        var child = start();

        // Then
        assertNotEquals(stranger.pid(), child.postgres());
        assertNotEquals(stranger.pid(), child.redis());
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
            var child = start();

            // Then
            assertTrue(child.answers());
            assertNotEquals(stranger.getLocalPort(), port("postgres"));
        }
    }

    @Test
    void aStrangerOnThePortLaterOnIsWaitedFor() throws Exception {
        // Given
        var child = start();
        var port = port("postgres");
        Files.move(data.resolve("postgres/cluster"), data.resolve("postgres/away"));
        kill(child.postgres());
        assertTrue(Waiting.until(SOON, () -> Ports.isFree(port)));
        try (var stranger = occupy(port)) {
            Files.move(data.resolve("postgres/away"), data.resolve("postgres/cluster"));
            assertTrue(
                    Waiting.until(SOON, () -> child.output().contains("端口 " + stranger.getLocalPort())), child::output);
        }

        // When
        var back = Waiting.until(SOON, child::answers);

        // Then
        assertTrue(back, child::output);
        assertEquals(port, port("postgres"));
    }

    @Test
    void ctrlCEndsTheServersInOrder() throws Exception {
        // Given
        var child = start();

        // When
        child.pressCtrlC();

        // Then
        assertTrue(child.output().contains("stopped"), child::output);
        assertFalse(child.output().contains("died"), child::output);
        assertFalse(lives(child.postgres()));
        assertFalse(lives(child.redis()));
        assertTrue(ProcessHandle.allProcesses().noneMatch(EmbeddedServersTest::worksBelowBase));
    }

    @Test
    void anInterruptedInitdbIsMadeAnew() throws Exception {
        // Given
        var fresh = base.resolve("interrupted");
        var unfinished = Files.createDirectories(fresh.resolve("postgres/cluster.unfinished"));
        Files.writeString(unfinished.resolve("PG_VERSION"), "18");

        // When
        var child = launch(fresh, program.cache());

        // Then
        assertTrue(child.awaitReady().answers());
        assertFalse(Files.exists(unfinished));
    }

    @Test
    void rootBelowItsOwnHomeUsesAUserNamespace() throws Exception {
        // Given
        assumeTrue(isRoot(), "needs root");
        assumeTrue(Command.run(List.of(), "unshare", "--user", "true").ok(), "needs user namespaces");
        var home = Files.createDirectory(base.resolve("home"));
        Child.run("chmod", "700", home.toString());

        // When
        var child = launch(home.resolve("data"), program.cache());

        // Then
        assertTrue(child.awaitReady().answers());
        assertEquals(0, Files.getAttribute(home.resolve("data/postgres"), "unix:uid"));
    }

    @Test
    void rootInAContainerKeepsTheProgramsBesideTheData() throws Exception {
        // Given
        assumeTrue(isRoot(), "needs root");
        assumeTrue(Command.run(List.of(), "setpriv", "--version").ok(), "needs setpriv");
        var closed = Files.createDirectory(base.resolve("closed"));
        Child.run("chmod", "700", closed.toString());
        var programs = Files.createDirectory(base.resolve("without-unshare"));
        for (var name : List.of("setsid", "setpriv", "test", "rm")) {
            Child.run("sh", "-c", "ln -s /usr/bin/$0 $1/$0", name, programs.toString());
        }
        var container = base.resolve("container");
        launch(container, closed, "env", "PATH=" + programs).awaitReady().terminate();

        // When
        var again = launch(container, closed, "env", "PATH=" + programs);

        // Then
        assertTrue(again.awaitReady().answers());
        assertNotEquals(0, Files.getAttribute(container.resolve("postgres"), "unix:uid"));
    }

    @Test
    void anOrdinaryUserNeedsNothing() throws Exception {
        // Given
        assumeTrue(isRoot(), "needs root to become another user");
        assumeTrue(Command.run(List.of(), "setpriv", "--version").ok(), "needs setpriv");
        var home = Files.createDirectory(base.resolve("ordinary"));
        Child.run("chown", "1", home.toString());
        Child.run("chmod", "700", home.toString());

        // When
        var child = launch(
                home.resolve("data"), home.resolve("cache"), "setpriv", "--reuid=1", "--regid=1", "--clear-groups");

        // Then
        assertTrue(child.awaitReady().answers());
        assertEquals(1, Files.getAttribute(home.resolve("data/postgres"), "unix:uid"));
    }

    @Test
    void aReadOnlyDirectoryIsNamed() throws Exception {
        // Given
        var readOnly = Files.createDirectory(base.resolve("read-only"));

        // When
        var child = launch(readOnly, program.cache(), onDisk(readOnly, "ro,size=500m"));

        // Then
        assertEquals(Trouble.NOT_WRITABLE.exitCode(), child.awaitEnd());
        assertTrue(child.output().contains("写不进去"), child::output);
    }

    @Test
    void aFullDirectoryIsNamed() throws Exception {
        // Given
        var full = Files.createDirectory(base.resolve("full"));

        // When
        var child = launch(full, program.cache(), onDisk(full, "size=1m"));

        // Then
        assertEquals(Trouble.FULL.exitCode(), child.awaitEnd());
        assertTrue(child.output().contains("磁盘满了"), child::output);
    }

    @Test
    void programsThatCannotBeUnpackedAreNamed() throws Exception {
        // Given
        var small = Files.createDirectory(base.resolve("small"));

        // When
        var child = launch(base.resolve("untouched"), small, onDisk(small, "size=1m"));

        // Then
        assertEquals(Trouble.NO_PROGRAMS.exitCode(), child.awaitEnd());
        assertTrue(child.output().contains("解不开"), child::output);
    }

    @Test
    void aDiskThatFillsUpAndIsClearedNeedsNoHands() throws Exception {
        // Given
        var disk = Files.createDirectory(base.resolve("disk"));
        var child = launch(disk, program.cache(), onDisk(disk, "size=200m,mode=755"))
                .awaitReady();
        child.ask("create table kept(n int); insert into kept values (16)");
        var seen = Path.of("/proc", Long.toString(child.pid()), "root" + disk);
        Command.run(List.of(), "dd", "if=/dev/zero", "of=" + seen.resolve("filler"), "bs=1M");
        assertTrue(Waiting.until(SOON, () -> cannotLog(child)), child::output);
        assertTrue(Files.readString(seen.resolve("postgres/server.log")).contains("PANIC"));
        kill(child.postgres());
        kill(child.redis());
        assertTrue(Waiting.until(SOON, () -> child.output().contains("磁盘满了，PostgreSQL")), child::output);

        // When
        Files.delete(seen.resolve("filler"));

        // Then
        assertTrue(Waiting.until(SOON, child::answers), child::output);
        assertEquals("16", child.ask("select n from kept"));
        assertTrue(Waiting.until(SOON, child::redisAnswers), child::output);
    }

    /** More than a piece of the write-ahead log, for which PostgreSQL has no other answer than to end itself. */
    private static boolean cannotLog(Child child) {
        try {
            child.ask("select pg_logical_emit_message(true, 'test', repeat('x', 20000000))");
            return false;
        } catch (SQLException refused) {
            return true;
        }
    }

    private Child start() throws IOException {
        return launch().awaitReady();
    }

    private Child launch() throws IOException {
        return launch(data, program.cache());
    }

    private Child launch(Path onData, Path cache, String... below) throws IOException {
        var child = Child.launch(program, onData, cache, below);
        children.add(child);
        return child;
    }

    /** A small disk of its own, seen by the child alone. */
    private static String[] onDisk(Path folder, String options) {
        assumeTrue(isRoot(), "needs root to mount a disk");
        assumeTrue(
                Command.run(List.of(), "unshare", "--mount", "mount", "-t", "tmpfs", "none", folder.toString())
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
        return Command.run(List.of(), "ps", "-o", "pgid=", "-p", Long.toString(pid))
                .output()
                .strip();
    }

    private static boolean lives(long pid) {
        return ProcessHandle.of(pid).filter(Command::lives).isPresent();
    }

    private static void kill(long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        Waiting.until(SOON, () -> !lives(pid));
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
