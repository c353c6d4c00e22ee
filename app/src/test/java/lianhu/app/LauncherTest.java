package lianhu.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What works before anything is built: the launcher's own refusals, and the display of a build by Maven. */
class LauncherTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final int MOST_LINES = 150;
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @TempDir
    Path folder;

    private record End(int code, String said) {
        String lastLine() {
            return said.lines().reduce("", (before, line) -> line);
        }
    }

    @BeforeEach
    void aLauncherWithNothingBuilt() throws IOException {
        Files.copy(ROOT.resolve("lianhu"), folder.resolve("lianhu"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.createDirectories(folder.resolve(".lianhu"));
    }

    @Test
    void itStaysShort() throws IOException {
        assertTrue(Files.readAllLines(ROOT.resolve("lianhu")).size() <= MOST_LINES);
    }

    @Test
    void helpBuildsNothingAndNamesEveryCommand() throws Exception {
        // When
        End end = launch("help");

        // Then
        assertEquals(0, end.code, end.said);
        for (String command : List.of("run", "test", "backup", "restore", "rotate-key", "doctor", "package", "bench")) {
            assertTrue(end.said.contains(" " + command + " "), end.said);
        }
        assertFalse(Files.exists(folder.resolve("app")));
    }

    @Test
    void anUnknownCommandIsWrongUsageAndBuildsNothing() throws Exception {
        assertEquals(2, launch("bakcup").code);
        assertEquals(2, launch().code);
        assertEquals(2, launch("test", "fast").code);
        assertFalse(Files.exists(folder.resolve("app")));
    }

    @Test
    void anArchiveRefusesWhatNeedsSources() throws Exception {
        // Given
        Files.writeString(folder.resolve("packed"), "1\n");

        // When
        End end = launch("test");

        // Then
        assertEquals(2, end.code, end.said);
        assertTrue(end.said.contains("离线归档"), end.said);
    }

    /** The umask also applies to logs, to the servers and to the simulator. */
    @Test
    void whatAProgramWritesIsForTheOwnerOnlyWhateverTheUmask() throws Exception {
        // Given
        Files.writeString(folder.resolve("packed"), "1\n");
        Path jdk = folder.resolve("runtime").resolve(run("uname", "-m").said.strip());
        Path java = Files.createDirectories(jdk.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\numask\n");
        assertTrue(java.toFile().setExecutable(true));
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");

        for (String command : List.of("run", "backup", "restore", "rotate-key")) {
            // When
            End end = run(
                    "sh",
                    "-c",
                    "umask 000; exec \"$0\" \"$@\"",
                    folder.resolve("lianhu").toString(),
                    command);

            // Then
            assertEquals(0, end.code, end.said);
            assertEquals("0077", end.lastLine(), command);
        }
    }

    @Test
    void anotherMavenThanTheKnownOneIsNotUnpacked() throws Exception {
        // Given
        Path foreign = folder.resolve("foreign.zip");
        try (var zip = new ZipOutputStream(Files.newOutputStream(foreign))) {
            zip.putNextEntry(new ZipEntry("apache-maven-3.9.16/bin/mvn"));
            zip.write("echo FOREIGN\n".getBytes(StandardCharsets.UTF_8));
        }
        Path installed = Files.createDirectories(folder.resolve("bin")).resolve("mvn");
        Files.writeString(installed, """
                #!/bin/sh
                [ "$1" != -v ] || { echo 'Apache Maven 3.6.3'; exit; }
                for word; do case $word in -DoutputDirectory=*) cp %s "${word#*=}/maven.zip" ;; esac; done
                """.formatted(foreign));
        assertTrue(installed.toFile().setExecutable(true));
        Path cache = folder.resolve("cache");

        // When
        End end = run(
                "env",
                "XDG_CACHE_HOME=" + cache,
                "JAVA_HOME=" + System.getProperty("java.home"),
                "PATH=" + installed.getParent() + ":" + System.getenv("PATH"),
                folder.resolve("lianhu").toString(),
                "test");

        // Then
        assertEquals(3, end.code, end.said);
        assertTrue(end.said.contains("不是原来那个文件"), end.said);
        assertFalse(Files.exists(cache.resolve("lianhu/maven/apache-maven-3.9.16")));
    }

    @Test
    void testsAreCountedFromTheReportsInTheLastLine() throws Exception {
        // Given
        Path reports = Files.createDirectories(folder.resolve("core/target/surefire-reports"));
        Files.writeString(
                reports.resolve("TEST-old.xml"), "<testsuite tests='9' failures='9' errors='0' skipped='0'/>");
        Path maven = Files.writeString(folder.resolve("mvn"), """
                echo '[INFO] Building lianhu-core 0.1.0                 [2/9]'
                echo '[ERROR] Tests run: 5, Failures: 1, Errors: 1, Skipped: 1, Time elapsed: 1.5 s <<< FAILURE! -- in a.SomeTest'
                echo "<testsuite tests='5' failures='1' errors='1' skipped='1'/>" > %1$s/TEST-a.SomeTest.xml
                echo "<testsuite tests='3' failures='0' errors='0' skipped='0'/>" > %1$s/TEST-b.OtherTest.xml
                """.formatted(reports));

        // When
        End end = maven("test", maven);

        // Then
        assertEquals(1, end.code, end.said);
        assertTrue(end.said.contains("a.SomeTest: 5 run, 1 failed, 1 broken, 1 skipped (1.5 s)"), end.said);
        assertTrue(end.said.contains("第 2/9 步 lianhu-core"), end.said);
        assertEquals("5 passed, 2 failed, 1 skipped", end.lastLine());
    }

    @Test
    void aBuildThatFailsShowsItsErrorsAndIsNoBuild() throws Exception {
        // Given
        Path stamp = Files.createDirectories(folder.resolve("app/target")).resolve("built");
        Files.writeString(stamp, "");
        Path maven = Files.writeString(folder.resolve("mvn"), """
                echo '[ERROR] Some.java:[3,1] cannot find symbol'
                exit 1
                """);

        // When
        End build = maven("build", maven);
        End test = maven("test", maven);

        // Then
        assertEquals(4, build.code, build.said);
        assertTrue(build.said.contains("cannot find symbol"), build.said);
        assertEquals(4, test.code, test.said);
        assertEquals("0 passed, 0 failed, 0 skipped", test.lastLine());
        assertFalse(Files.exists(stamp));
    }

    @Test
    void aBuildIsDatedByItsBeginning() throws Exception {
        // Given
        Path touched = folder.resolve("touched");
        Path maven = Files.writeString(folder.resolve("mvn"), "sleep 0.1; echo > " + touched + "\n");

        // When
        End end = maven("build", maven);

        // Then
        assertEquals(0, end.code, end.said);
        assertTrue(Files.getLastModifiedTime(folder.resolve("app/target/built"))
                        .compareTo(Files.getLastModifiedTime(touched))
                < 0);
    }

    private End launch(String... words) throws Exception {
        return run(folder.resolve("lianhu").toString(), words);
    }

    private End maven(String purpose, Path script) throws Exception {
        return run(
                JAVA,
                "-Dstdout.encoding=UTF-8",
                "-Dstderr.encoding=UTF-8",
                ROOT.resolve("launcher/MavenRun.java").toString(),
                folder.toString(),
                "sh " + script,
                purpose);
    }

    private static End run(String program, String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new End(process.waitFor(), said);
    }
}
