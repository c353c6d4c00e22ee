package lianhu.app;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** The county's one key, in a file that only its owner reads. Without it nobody reads a word of what is stored. */
final class MasterKey {
    private static final int BYTES = 32;

    /** Made once; never overwritten. */
    static void ensure(Path file) {
        if (Files.exists(file)) {
            return;
        }
        byte[] key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        Path whole = file.resolveSibling(file.getFileName() + ".unfinished");
        try {
            Files.deleteIfExists(whole);
            Files.createFile(whole, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(whole, Base64.getEncoder().encodeToString(key) + "\n", StandardOpenOption.SYNC);
            // a link fails where a rename would silently replace the key of another copy that was faster
            Files.createLink(file, whole);
            Files.delete(whole);
        } catch (FileAlreadyExistsException otherCopyWasFaster) {
            read(file);
        } catch (IOException e) {
            throw new Fault("密钥文件 " + file + " 写不进去：" + e.getMessage() + "。请检查目录的权限和空间。");
        }
    }

    static byte[] read(Path file) {
        try {
            byte[] key = Base64.getDecoder().decode(Files.readString(file).strip());
            if (key.length == BYTES) {
                return key;
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new Fault("密钥文件 " + file + " 读不出来。没有它，存下的姓名和原话谁也看不了；请从备份里放回原处。");
        }
        throw new Fault("密钥文件 " + file + " 不对：应是 32 字节的 Base64。请从备份里放回原处。");
    }

    private MasterKey() {}
}
