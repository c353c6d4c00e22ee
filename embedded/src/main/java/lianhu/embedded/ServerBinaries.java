package lianhu.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/** Unpacks the server programs from the jars into the cache, once for each version. */
record ServerBinaries(Path cache) {
    /** SHA-256 of each resource: a new version of a jar brings new sums, and a jar that was tampered with is not run. */
    private static final Map<String, String> SUMS = Map.of(
            "postgres-linux-x86_64.txz", "63999c2914366d62c68e51794e597588c336e75ed2958d53c558e8deca5e13fc",
            "postgres-linux-arm_64.txz", "2eb24d67326da41a81064d116b0bce412dff543c835d6fcc1c099e4abcf18836",
            "redis-server-6.2.6-v5-linux-amd64", "1f716094e08a25faee2bc7626feb9e13464ed89018ac5c376c5e9cff06bdcf52",
            "redis-server-6.2.7-linux-386", "7439d339751e396cef7205a3169c96f1c53661f65d473b8d086e2d1826f48145",
            "redis-server-6.2.7-linux-arm64", "036a23aa65bfb31d2a048aa96c170b38c2fbd4f1de68ef0f9c3133dd4b1474cd");

    /** The PostgreSQL folder with bin, lib and share. */
    Path postgres() {
        return switch (machine()) {
            case "amd64" -> unpackOnce("postgres-linux-x86_64.txz", ServerBinaries::untar, "bin/postgres");
            case "aarch64" -> unpackOnce("postgres-linux-arm_64.txz", ServerBinaries::untar, "bin/postgres");
            default -> throw unsupportedMachine(machine(), null);
        };
    }

    /** The Redis program. */
    Path redis() {
        return switch (machine()) {
            case "amd64" -> redisForAmd64();
            case "aarch64" -> redis("redis-server-6.2.7-linux-arm64");
            default -> throw unsupportedMachine(machine(), null);
        };
    }

    /** The program for amd64 needs OpenSSL 3 of the system; where that is missing, the static program for 386 is used. */
    private Path redisForAmd64() {
        try {
            return redis("redis-server-6.2.6-v5-linux-amd64");
        } catch (EmbeddedException lacksLibraries) {
            return redis("redis-server-6.2.7-linux-386");
        }
    }

    private Path redis(String resource) {
        return unpackOnce(resource, ServerBinaries::copyProgram, "redis-server").resolve("redis-server");
    }

    private interface Unpacker {
        void into(InputStream in, Path folder) throws IOException;
    }

    /**
     * Unpacks under another name and renames after the program in it has run, so that neither an incomplete folder nor
     * one for another machine is ever used. The size in the name distinguishes versions.
     */
    private Path unpackOnce(String resource, Unpacker unpacker, String program) {
        var url = ServerBinaries.class.getResource("/" + resource);
        if (url == null) {
            throw unsupportedMachine(resource, null);
        }
        try {
            var target = cache.toAbsolutePath().resolve(resource.replace(".txz", "") + "-" + sizeOf(url));
            if (!Files.isDirectory(target)) {
                Files.createDirectories(cache);
                verify(resource, url, SUMS.getOrDefault(resource, ""));
                unpack(url, target, unpacker, program);
            }
            return target;
        } catch (IOException e) {
            throw new EmbeddedException(StartFailure.UNUSABLE_BINARIES, """
                    自带的 PostgreSQL 和 Redis 解不开，目录 %s 写不进去或磁盘满了。请腾出 100 MB 空间或改好权限，再重新启动。
                    The programs cannot be unpacked there. Free some space or correct the permissions.""".formatted(cache), e);
        }
    }

    /** @throws EmbeddedException when the resource is another file than the known one */
    static void verify(String resource, URL url, String sum) throws IOException {
        try (var in = new DigestInputStream(url.openStream(), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            if (!HexFormat.of().formatHex(in.getMessageDigest().digest()).equals(sum)) {
                throw new EmbeddedException(StartFailure.UNUSABLE_BINARIES, """
                        自带的程序 %s 不是我们认得的那个文件，没有运行。请重新取得安装包或清空 Maven 仓库里的它，再构建一次。
                        This bundled program is not the known file and is not run. Fetch it again.""".formatted(resource));
            }
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void unpack(URL url, Path target, Unpacker unpacker, String program) throws IOException {
        var unfinished = Files.createTempDirectory(target.resolve("..").normalize(), "unpacking");
        try {
            try (var in = url.openStream()) {
                unpacker.into(in, unfinished);
            }
            setMode(unfinished, "rwxr-xr-x");
            var tried = ProcessRunner.run(List.of(), unfinished.resolve(program).toString(), "--version");
            if (!tried.ok()) {
                throw unsupportedMachine(program, tried.output());
            }
            if (!Files.isDirectory(target)) { // Another program may have renamed its folder first.
                Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
            }
        } finally {
            ProcessRunner.run(List.of(), "rm", "-rf", unfinished.toString());
        }
    }

    private static void untar(InputStream in, Path folder) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZInputStream(in))) {
            for (TarArchiveEntry entry; (entry = tar.getNextEntry()) != null; ) {
                var path = folder.resolve(entry.getName()).normalize();
                if (!path.startsWith(folder)) {
                    throw new IOException("entry outside of the archive: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    createFolders(folder, path);
                } else if (entry.isSymbolicLink()) {
                    createFolders(folder, path.resolve("..").normalize());
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else {
                    createFolders(folder, path.resolve("..").normalize());
                    Files.copy(tar, path);
                    setMode(path, (entry.getMode() & 0100) == 0 ? "rw-r--r--" : "rwxr-xr-x");
                }
            }
        }
    }

    private static void copyProgram(InputStream in, Path folder) throws IOException {
        var program = folder.resolve("redis-server");
        Files.copy(in, program);
        setMode(program, "rwxr-xr-x");
    }

    /** Readable by all, whatever the umask of root: the servers run under another account. */
    private static void createFolders(Path root, Path folder) throws IOException {
        Files.createDirectories(folder);
        for (var part = folder; !part.equals(root); part = part.resolve("..").normalize()) {
            setMode(part, "rwxr-xr-x");
        }
    }

    private static long sizeOf(URL url) throws IOException {
        var connection = url.openConnection();
        connection.setUseCaches(false);
        try (var in = connection.getInputStream()) {
            return connection.getContentLengthLong();
        }
    }

    private static void setMode(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private static String machine() {
        return System.getProperty("os.name", "").startsWith("Linux")
                ? System.getProperty("os.arch", "")
                : System.getProperty("os.name", "") + " " + System.getProperty("os.arch", "");
    }

    private static EmbeddedException unsupportedMachine(String what, @Nullable String why) {
        return new EmbeddedException(
                StartFailure.UNUSABLE_BINARIES, """
                自带的 PostgreSQL 和 Redis 在这台机器上不能用。请在设置里填写自己的 PostgreSQL 和 Redis 地址。
                The embedded servers do not run on this machine (%s). Give addresses of your own.%s""".formatted(what, why == null ? "" : "\n" + why.strip()));
    }
}
