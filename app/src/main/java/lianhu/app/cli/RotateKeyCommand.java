package lianhu.app.cli;

import java.util.concurrent.Callable;
import lianhu.app.maintenance.KeyRotation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Rotates the master key in steps; each step can be interrupted and run again. */
@Command(
        name = "rotate-key",
        description = "换主密钥，分步做，随时可以中断再来  changes the master key, in steps; can be cut off anywhere")
final class RotateKeyCommand implements Callable<Integer> {
    @Option(
            names = "--new-links",
            description = {"已发出的个人链接也一起作废", "personal links that were handed out end as well"})
    private boolean withNewLinks;

    @Option(
            names = "--resume",
            description = {"外接数据库时：每一份网关都已重启，接着做", "with a database of your own: all copies were restarted, go on"})
    private boolean isResumed;

    @Mixin
    private DataOptions options = new DataOptions();

    @Override
    public Integer call() throws Exception {
        System.out.println(new KeyRotation(options.settings()).run(withNewLinks, isResumed));
        return 0;
    }
}
