import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What Maven does, from its output: one line that is written over on a terminal; elsewhere one line for each step and each 200
 * downloads. Finished test classes stay.
 */
final class Progress {
    /** Files of a build into an empty repository; only for the remaining time. */
    private static final int DOWNLOADS = 1600;

    private static final Pattern STEP = Pattern.compile("Building ([^ ]+).*\\[(\\d+/\\d+)]");
    private static final Pattern DOWNLOADED = Pattern.compile("Downloaded from .*\\(([0-9.]+) (k|M)?B");
    private static final Pattern CLASS = Pattern.compile("Tests run: (\\d+), Failures: (\\d+), Errors: (\\d+),"
            + " Skipped: (\\d+), Time elapsed: ([0-9.]+ s).* -- in (.*)");

    private final boolean isTerminal;
    private final long begin = System.nanoTime();
    private final int expected = DOWNLOADS - inRepository();
    private String step = "读取项目 reading the project";
    private String shown = "";
    private int files;
    private double kilobytes;

    Progress(boolean isTerminal) {
        this.isTerminal = isTerminal;
    }

    void take(String line) {
        Matcher found = CLASS.matcher(line);
        if (found.find()) {
            clear();
            System.out.printf("  %s: %s run, %s failed, %s broken, %s skipped (%s)%n", found.group(6), found.group(1),
                    found.group(2), found.group(3), found.group(4), found.group(5));
        } else if ((found = STEP.matcher(line)).find()) {
            step = "第 " + found.group(2) + " 步 " + found.group(1);
            show();
        } else if ((found = DOWNLOADED.matcher(line)).find()) {
            files++;
            String unit = found.group(2) == null ? "" : found.group(2);
            kilobytes += Double.parseDouble(found.group(1)) * (unit.equals("M") ? 1000 : unit.equals("k") ? 1 : 0.001);
            show();
        }
    }

    private void show() {
        String line = "  " + step;
        if (files > 20) {
            line += "，已下载 " + files + " 个文件 " + Math.round(kilobytes / 1000) + " MB";
            if (expected > files) {
                line += "，共约 " + expected + " 个，还要约 " + (expected - files) * seconds() / files + " 秒";
            }
        }
        line += " (" + seconds() + " s)";
        String stage = step + files / 200;
        if (isTerminal) {
            System.out.print("\r\033[K" + line);
            System.out.flush();
        } else if (!stage.equals(shown)) {
            System.out.println(line);
        }
        shown = stage;
    }

    void end() {
        clear();
        System.out.println("  用时 " + seconds() + " 秒  took " + seconds() + " s");
    }

    private void clear() {
        if (isTerminal) {
            System.out.print("\r\033[K");
        }
    }

    private long seconds() {
        return Duration.ofNanos(System.nanoTime() - begin).toSeconds();
    }

    private static int inRepository() {
        Path repository = Path.of(System.getProperty("user.home"), ".m2/repository");
        try (Stream<Path> all = Files.walk(repository)) {
            return (int) all.filter(file -> file.toString().matches(".*\\.(jar|pom)")).count();
        } catch (IOException nothingYet) {
            return 0;
        }
    }
}
