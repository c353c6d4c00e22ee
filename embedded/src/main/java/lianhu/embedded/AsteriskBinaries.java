package lianhu.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Fetches Asterisk 22 into the cache once: the packages of Debian, whose signatures apt checks, unpacked into a folder of their
 * own with the C library they need. Nothing is installed, and neither root nor a container is needed. The licence of Asterisk
 * (GPL-2) is another than ours, so its programs are never part of an archive of ours.
 *
 * @param mirror the address of a Debian archive, without {@code /dists}; empty for none
 * @param machine as {@code os.arch} names it
 */
record AsteriskBinaries(Path cache, Supplier<String> mirror, String machine) {
    /** Incremented when the list of packages changes. */
    private static final String FOLDER = "asterisk-22-2";

    /** Testing has the version that the list was made for; unstable has it when testing has none for a while. */
    private static final List<String> SUITES = List.of("forky", "sid");

    /** Exactly the packages whose files the modules of our configuration need. */
    private static final List<String> PACKAGES = List.of(
            "asterisk",
            "asterisk-modules",
            "libbsd0",
            "libc6",
            "libcap2",
            "libcrypt1",
            "libedit2",
            "libgcc-s1",
            "libgsm1",
            "libjansson4",
            "libmd0",
            "libnspr4",
            "libnss3",
            "libsqlite3-0",
            "libsrtp2-1",
            "libssl3t64",
            "libstdc++6",
            "libsystemd0",
            "libtinfo6",
            "liburiparser1",
            "libuuid1",
            "libxml2-16",
            "libxslt1.1",
            "libzstd1",
            "zlib1g");

    private static final Path KEYRING = Path.of("/usr/share/keyrings/debian-archive-keyring.gpg");

    /** One line of {@code apt-get --print-uris update}. */
    private static final Pattern MIRROR = Pattern.compile("^'([^']{1,300}/debian)/dists/");

    private static final int LINES_SHOWN = 4;

    static AsteriskBinaries ofThisMachine(Path cache) {
        return new AsteriskBinaries(cache, AsteriskBinaries::mirrorOfApt, System.getProperty("os.arch", ""));
    }

    /**
     * The folder with {@code usr/sbin/asterisk}, fetched when it is missing: 17 MB, some ten seconds.
     *
     * @throws EmbeddedException when it cannot be had here; the message says why
     */
    Path home() {
        var home = cache.toAbsolutePath().resolve(FOLDER);
        if (Files.isDirectory(home)) {
            return home;
        }
        requireDebian();
        try {
            Files.createDirectories(cache);
            var unfinished = Files.createTempDirectory(cache.toAbsolutePath(), "unpacking");
            try {
                fetch(unfinished);
                publish(unfinished.resolve("root"), home);
            } finally {
                ProcessRunner.run(List.of(), "rm", "-rf", unfinished.toString());
            }
        } catch (IOException e) {
            throw new EmbeddedException(StartFailure.UNUSABLE_BINARIES, """
                    电话用的 Asterisk 解不开，目录 %s 写不进去或磁盘满了。请腾出 100 MB 空间或改好权限。
                    Asterisk cannot be unpacked there. Free some space or correct the permissions.""".formatted(cache), e);
        }
        return home;
    }

    /** The loader in the tree: the C library of the system may be older than the one that Asterisk needs. */
    static Path loader(Path home) {
        return home.resolve("usr/lib64/ld-linux-x86-64.so.2");
    }

    /** Children of Asterisk must not get these libraries, so they are named to the loader and not in the environment. */
    static List<String> command(Path home) {
        return List.of(
                loader(home).toString(),
                "--library-path",
                home.resolve("usr/lib/x86_64-linux-gnu").toString(),
                home.resolve("usr/sbin/asterisk").toString());
    }

    private void requireDebian() {
        if (!machine.equals("amd64")) {
            throw unavailable(
                    "这台机器是 " + machine + "，只有 amd64 能自动取得", "Only amd64 is supported, this is " + machine, "");
        }
        for (var program : List.of("apt-get", "dpkg-deb")) {
            if (!ProcessRunner.run(List.of(), program, "--version").ok()) {
                throw unavailable(
                        "这台机器没有 " + program + "（不是 Debian 一类的系统）", "There is no " + program + " on this machine", "");
            }
        }
        if (!Files.exists(KEYRING)) {
            throw unavailable(
                    "缺少 Debian 的签名钥匙，请安装 debian-archive-keyring", "The package debian-archive-keyring is missing", "");
        }
    }

    private void fetch(Path work) throws IOException {
        var source = mirror.get();
        if (source.isEmpty()) {
            throw unavailable("系统的软件源里没有 Debian 的镜像", "No Debian mirror is configured for apt on this machine", "");
        }
        var output = "";
        for (var suite : SUITES) {
            var debs = Files.createDirectories(work.resolve(suite).resolve("debs"));
            output = download(work.resolve(suite), debs, source, suite);
            if (output.isEmpty()) {
                unpack(debs, Files.createDirectories(work.resolve("root")));
                return;
            }
        }
        throw unavailable("软件包取不到，或签名不对", "The packages could not be fetched, or their signature is wrong", output);
    }

    /** Empty when all packages are there; else the last words of apt. */
    private static String download(Path apt, Path debs, String mirror, String suite) throws IOException {
        for (var folder : List.of("lists/partial", "archives/partial", "none")) {
            Files.createDirectories(apt.resolve(folder));
        }
        Files.createFile(apt.resolve("status"));
        Files.writeString(
                apt.resolve("sources.list"), "deb [signed-by=%s] %s %s main\n".formatted(KEYRING, mirror, suite));
        var update = aptGet(apt, debs, List.of("update"));
        if (!update.ok()) {
            return lastLines(update.output());
        }
        var only = new ArrayList<>(List.of("download"));
        only.addAll(PACKAGES);
        if (aptGet(apt, debs, only).ok()) {
            return "";
        }
        // A library has another name in this suite: take all that Asterisk depends on, about 80 MB.
        var all = aptGet(apt, debs, List.of("-y", "install", "--download-only", "asterisk"));
        if (!all.ok()) {
            return lastLines(all.output());
        }
        ProcessRunner.run(List.of("env", "-C", apt.resolve("archives").toString()), "sh", "-c", "mv ./*.deb ../debs/");
        return "";
    }

    /** With a state of its own, so that the system's packages are neither read nor changed; its proxy is kept. */
    private static ProcessRunner.ProcessResult aptGet(Path apt, Path workingDirectory, List<String> arguments) {
        var command = new ArrayList<>(List.of("apt-get", "-qq"));
        for (var option : List.of(
                "Dir::State=" + apt,
                "Dir::State::status=" + apt.resolve("status"),
                "Dir::State::lists=" + apt.resolve("lists"),
                "Dir::Cache=" + apt,
                "Dir::Cache::archives=" + apt.resolve("archives"),
                "Dir::Etc::sourcelist=" + apt.resolve("sources.list"),
                "Dir::Etc::sourceparts=" + apt.resolve("none"),
                "Dir::Etc::preferences=" + apt.resolve("none/preferences"),
                "Dir::Etc::preferencesparts=" + apt.resolve("none"),
                "Dir::Etc::trusted=" + apt.resolve("none/trusted.gpg"),
                "Dir::Etc::trustedparts=" + apt.resolve("none"),
                "APT::Architecture=amd64",
                "APT::Architectures::=amd64",
                "APT::Install-Recommends=false",
                "APT::Sandbox::User=root",
                "APT::Get::AllowUnauthenticated=false",
                "APT::Update::Error-Mode=any",
                "Acquire::AllowInsecureRepositories=false",
                "Acquire::AllowWeakRepositories=false",
                "Acquire::Languages=none",
                "Acquire::PDiffs=false",
                "Acquire::Retries=2",
                "Acquire::http::Timeout=20",
                "Acquire::https::Timeout=20")) {
            command.add("-o" + option);
        }
        command.addAll(arguments);
        return ProcessRunner.run(List.of("env", "-C", workingDirectory.toString(), "LC_ALL=C.UTF-8"), command);
    }

    private static void unpack(Path debs, Path root) throws IOException {
        try (Stream<Path> files = Files.list(debs)) {
            for (var deb :
                    files.filter(file -> file.toString().endsWith(".deb")).toList()) {
                var unpacked = ProcessRunner.run(List.of(), "dpkg-deb", "-x", deb.toString(), root.toString());
                if (!unpacked.ok()) {
                    throw new IOException(unpacked.output());
                }
            }
        }
        for (var unused : List.of("doc", "man", "locale")) {
            ProcessRunner.run(
                    List.of(),
                    "rm",
                    "-rf",
                    root.resolve("usr/share").resolve(unused).toString());
        }
    }

    /** Renamed after the program has run, so that neither an incomplete folder nor another version is ever used. */
    private static void publish(Path root, Path home) throws IOException {
        ProcessRunner.run(List.of(), "chmod", "755", root.toString());
        var version = ProcessRunner.run(command(root), "-V");
        if (!version.ok() || !version.output().startsWith("Asterisk 22.")) {
            throw unavailable(
                    "取来的程序不能用", "The fetched program is not Asterisk 22, or does not run", lastLines(version.output()));
        }
        if (!Files.isDirectory(home)) { // Another program may have renamed its folder first.
            Files.move(root, home, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static String mirrorOfApt() {
        return ProcessRunner.run(List.of(), "apt-get", "--print-uris", "update")
                .output()
                .lines()
                .map(MIRROR::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .findFirst()
                .orElse("");
    }

    private static String lastLines(String output) {
        var lines = output.strip().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
    }

    private static EmbeddedException unavailable(String chinese, String english, String output) {
        return new EmbeddedException(
                StartFailure.UNUSABLE_BINARIES, """
                电话用的 Asterisk 取不到：%s。其余功能照常；要用电话，可以在设置里填写自己的 Asterisk。
                Asterisk cannot be had: %s. Everything else works.%s""".formatted(chinese, english, output.isEmpty() ? "" : "\n" + output));
    }
}
