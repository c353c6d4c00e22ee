package lianhu.app.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import lianhu.app.boot.StartupException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Builds an archive that installs without a network, or an OCI image. */
@Command(name = "package", description = "打成一个离线归档，不要网络就能装  one archive that runs without a network")
final class PackageCommand implements Callable<Integer> {
    /** The user id of the gateway in the image, which does not run as root. */
    private static final long USER = 10_001;

    /** Exit code of {@code --check} when the built program includes the servers of all machines. */
    private static final int READY = 10;

    private static final int NEEDS_EVERY_MACHINE = 11;

    private static final int JAVA = Runtime.version().feature();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = {"文件名，默认 lianhu-版本.tar.gz", "its name"})
    private @Nullable Path out;

    @Option(
            names = "--image",
            description = {"做成 OCI 镜像，要给 --base", "an OCI image, without a container engine; needs --base"})
    private boolean isImage;

    @Option(
            names = "--base",
            paramLabel = "FILE",
            description = {"镜像放在这个基础镜像上（OCI 目录或 oci-archive 文件）", "the base image: an OCI layout or archive"})
    private @Nullable Path base;

    @Option(names = "--check", hidden = true, description = "only judges the options, before the launcher builds")
    private boolean isOnlyChecked;

    @Override
    public Integer call() throws Exception {
        Installation here = Installation.required("package");
        Path work = here.defaultData().resolve("package");
        Release release = new Release(here, work);
        Path target = target(release);
        if (isOnlyChecked) {
            return release.machines().size() == Release.MACHINES.size() ? READY : NEEDS_EVERY_MACHINE;
        }
        remove(work);
        Files.createDirectories(work);
        Path unfinished = Path.of(target + ".unfinished");
        if (isImage) {
            Path layout = unpackedBase(work.resolve("base"));
            pack(release, work.resolve("layer.tar.gz"), "opt/lianhu");
            writeImage(layout, work, unfinished, "lianhu:" + here.version());
        } else {
            pack(release, unfinished, release.name());
        }
        Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        System.out.println(isImage ? aboutImage(target, here) : aboutArchive(target, release));
        remove(work);
        return 0;
    }

    /** @throws ExitException when the target exists already, or the base image does not exist */
    private Path target(Release release) {
        if (isImage && (base == null || !Files.exists(base))) {
            throw new ExitException(ExitException.WRONG_USAGE, """
                    镜像要放在一个基础镜像上：用 --base 给出它（OCI 目录或 oci-archive 文件；要有 glibc 和 sh，例如在能上网的机器上
                      skopeo copy --all docker://…/debian:12-slim oci-archive:base.tar）。本机这种机器的 Java 会带上；另一种机器的，基础镜像里要有 Java %d。
                    An image needs a base: give an OCI layout or archive with --base.""".formatted(JAVA));
        }
        Path target = out != null ? out : Path.of(release.name() + (isImage ? ".oci.tar" : ".tar.gz"));
        if (Files.exists(target)) {
            throw new ExitException(
                    ExitException.WRONG_USAGE,
                    "已经有 " + target + "，不会覆盖它。请用 --out 换一个名字。  The file exists and is left alone.");
        }
        return target;
    }

    private void pack(Release release, Path file, String folder) throws IOException, InterruptedException {
        try (OutputStream plain = new BufferedOutputStream(Files.newOutputStream(file));
                OutputStream zipped = new GZIPOutputStream(plain);
                ReproducibleTar tar = new ReproducibleTar(zipped)) {
            release.addTo(tar, folder);
            if (isImage) {
                tar.addPrivateFolder("data", USER);
            }
        }
    }

    private static void writeImage(Path layout, Path work, Path file, String name) throws IOException {
        Path image = work.resolve("image");
        List<String> machines = OciImageBuilder.write(layout, work.resolve("layer.tar.gz"), image, name);
        try (OutputStream plain = new BufferedOutputStream(Files.newOutputStream(file));
                ReproducibleTar tar = new ReproducibleTar(plain)) {
            for (String part : List.of("blobs", "index.json", "oci-layout")) {
                tar.add(image.resolve(part), part);
            }
        }
        System.out.println("镜像可用于：" + String.join("、", machines));
    }

    /** Returns the base image as a folder. A wrong base is reported before the slow packing starts. */
    private Path unpackedBase(Path folder) throws IOException {
        Path given = Objects.requireNonNull(base);
        Path layout = Files.isDirectory(given) ? given : folder;
        if (layout.equals(folder)) {
            unpack(given, folder);
        }
        if (!Files.isRegularFile(layout.resolve("index.json"))) {
            throw new StartupException(
                    "基础镜像 " + given + " 不是 OCI 镜像（没有 index.json）。请重新导出。  The base is not an OCI layout or archive.");
        }
        return layout;
    }

    private static void unpack(Path archive, Path folder) throws IOException {
        try (InputStream in = Files.newInputStream(archive);
                TarArchiveInputStream tar = new TarArchiveInputStream(in)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path file = folder.resolve(entry.getName()).normalize();
                if (entry.isFile() && file.startsWith(folder)) {
                    Files.createDirectories(file.getParent());
                    Files.copy(tar, file);
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new StartupException(
                    "基础镜像 " + archive + " 读不出来：" + e.getMessage() + "。请重新导出。  The base image cannot be read.");
        }
    }

    private static String aboutArchive(Path file, Release release) throws IOException {
        return """
                归档：%s（%d MB）  Packed.
                  带了这些机器的 PostgreSQL 和 Redis：%s
                  带了这些机器的 Java：%s；别的机器要自己装 Java %d，或设 JAVA_HOME
                  用法：解开，进目录，./lianhu run；不需要网络，也不需要 Maven。  Unpack it and run; no network is needed.""".formatted(file, megabytes(file), String.join(" ", release.machines()), Release.machine(), JAVA);
    }

    private static String aboutImage(Path file, Installation here) throws IOException {
        return """
                镜像：%s（OCI 归档，%d MB）  An OCI archive.
                  装入：skopeo copy oci-archive:%s …，或 podman load -i %s
                  启动时给县名：… lianhu:%s --county 县名；数据在卷 /data；健康检查和指标在端口 9000，只发布给平台自己""".formatted(file, megabytes(file), file, file, here.version());
    }

    private static long megabytes(Path file) throws IOException {
        return Files.size(file) / 1_000_000;
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
