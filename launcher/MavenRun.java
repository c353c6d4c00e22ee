import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs Maven for the launcher: {@code ROOT MAVEN build|test GOAL…}, where MAVEN may be {@code sh FILE}. Shows steps, downloads
 * and finished test classes; the whole output goes to {@code ROOT/.lianhu/build.log} or {@code test.log}. For {@code test} it
 * fetches the Node packages first and counts the reports at the end. Exit codes: 0, 1 a test failed, 3 something to install is
 * missing, 4 the build failed.
 */
final class MavenRun {
    private static final int TESTS_FAILED = 1;
    private static final int MISSING = 3;
    private static final int BUILD_FAILED = 4;
    private static final int ERRORS_SHOWN = 40;
    private static final PrintStream OUT = System.out;

    private final Path root;
    private final String purpose;
    private final Path log;

    private MavenRun(Path root, String purpose) {
        this.root = root;
        this.purpose = purpose;
        this.log = root.resolve(".lianhu").resolve(purpose + ".log");
    }

    public static void main(String... words) throws Exception {
        MavenRun run = new MavenRun(Path.of(words[0]), words[2]);
        List<String> command = new ArrayList<>(List.of(words[1].split(" ", words[1].startsWith("sh ") ? 2 : 1)));
        command.addAll(List.of("-B", "-f", Path.of(words[0], "pom.xml").toString()));
        command.addAll(List.of(words).subList(3, words.length));
        System.exit(words[2].equals("test") ? run.test(command) : run.build(command));
    }

    private int build(List<String> command) throws Exception {
        OUT.println("构建（第一次要下载依赖，约几分钟；详情见 " + log + "）…  Building");
        if (maven(command)) {
            return 0;
        }
        showErrors();
        System.err.println("构建失败，原因见上，全文在 " + log + "。  The build failed; see above.");
        return BUILD_FAILED;
    }

    private int test(List<String> command) throws Exception {
        if (!hasNodePackages()) {
            return MISSING;
        }
        for (Path report : reports()) {
            Files.delete(report);
        }
        OUT.println("构建并测试（详情见 " + log + "）…  Building and testing");
        boolean isBuilt = maven(command);
        TestCount count = TestCount.of(reports());
        if (count.failed() > 0 || !isBuilt) {
            showErrors();
        }
        if (!isBuilt) {
            System.err.println("构建没有走完，详情见 " + log + "  The build did not come to its end.");
        }
        OUT.println(count.passed() + " passed, " + count.failed() + " failed, " + count.skipped() + " skipped");
        return !isBuilt ? BUILD_FAILED : count.failed() > 0 || count.passed() == 0 ? TESTS_FAILED : 0;
    }

    /** Whether Maven came to its end; then the stamp of the build is dated by the beginning. */
    private boolean maven(List<String> command) throws IOException, InterruptedException {
        Path target = root.resolve("app/target");
        Files.deleteIfExists(target.resolve("built"));
        for (Path cache : matching(target.resolve("quarkus-app"), "app\\.aot.*")) {
            Files.delete(cache);
        }
        Instant begin = Instant.now();
        Process maven = new ProcessBuilder(command).redirectErrorStream(true).start();
        Progress progress = new Progress(System.console() != null && System.console().isTerminal());
        try (BufferedReader lines = maven.inputReader();
                Writer whole = Files.newBufferedWriter(log)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                whole.write(line + "\n");
                progress.take(line);
            }
        }
        boolean isDone = maven.waitFor() == 0;
        progress.end();
        if (isDone) {
            Files.createDirectories(target);
            Files.writeString(target.resolve("built"), "");
            Files.setLastModifiedTime(target.resolve("built"), FileTime.from(begin));
        }
        return isDone;
    }

    /** What Maven said, without its advice. */
    private void showErrors() throws IOException {
        List<String> all = Files.readAllLines(log);
        List<String> errors = all.stream()
                .filter(line -> line.matches("\\[ERROR] .+"))
                .takeWhile(line -> !line.contains("To see the full stack trace"))
                .limit(ERRORS_SHOWN)
                .toList();
        (errors.isEmpty() ? all.subList(Math.max(0, all.size() - 5), all.size()) : errors).forEach(System.err::println);
    }

    private boolean hasNodePackages() throws IOException, InterruptedException {
        Path npmLog = log.resolveSibling("npm.log");
        for (Path lock : lockFiles(root, 6)) {
            OUT.println("取得 Node 软件包：" + root.relativize(lock).getParent() + " …  npm ci");
            try {
                int code = new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund")
                        .directory(lock.getParent().toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(npmLog.toFile())
                        .start()
                        .waitFor();
                if (code != 0) {
                    System.err.println("Node 软件包取不到，详情见 " + npmLog + "  The packages could not be fetched.");
                    return false;
                }
            } catch (IOException noNpm) {
                System.err.println("没有找到 Node.js 和 npm，测试需要它们。请安装软件包 nodejs 和 npm。  Install the packages nodejs and npm.");
                return false;
            }
        }
        return true;
    }

    private static List<Path> lockFiles(Path folder, int depth) throws IOException {
        List<Path> found = new ArrayList<>(matching(folder, "package-lock\\.json"));
        for (Path inner : depth == 0 ? List.<Path>of() : matching(folder, "(?!node_modules|target|\\.).*")) {
            if (Files.isDirectory(inner)) {
                found.addAll(lockFiles(inner, depth - 1));
            }
        }
        return found;
    }

    private List<Path> reports() throws IOException {
        List<Path> reports = new ArrayList<>();
        for (Path module : matching(root, "[a-z].*")) {
            for (String folder : List.of("target/surefire-reports", "target/failsafe-reports")) {
                reports.addAll(matching(module.resolve(folder), "TEST-.*\\.xml"));
            }
        }
        return reports;
    }

    private static List<Path> matching(Path folder, String name) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches(name)).sorted().toList();
        }
    }
}
