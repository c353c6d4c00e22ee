package lianhu.app.cli;

import java.nio.file.Path;
import lianhu.app.boot.StartupException;
import picocli.CommandLine.Parameters;

/** The one file that a command writes or reads. */
final class FileParameter {
    @Parameters(
            paramLabel = "FILE",
            description = {"备份文件", "the backup"})
    private String name = "";

    Path path() {
        if (name.isBlank()) {
            throw new StartupException("文件名是空的。  The name of the file is empty.");
        }
        return Path.of(name);
    }
}
