package lianhu.app.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import lianhu.adapters.county.County;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.adapters.web.sealed.SealedCircleLinks;
import lianhu.app.boot.BootstrapConfig;
import lianhu.app.boot.CountyFiles;
import lianhu.app.boot.MasterKeyFile;
import org.eclipse.microprofile.config.Config;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints the links under which sealed tickets are opened. No page shows them: the desk must not be able to open one. */
@Command(
        name = "sealed-links",
        description = "显示打开封存件的网址，当面交给那个人；选项用启动时的那些"
                + "  prints the links for sealed tickets, to be handed over in person; options as for run")
final class SealedLinksCommand implements Callable<Integer> {
    @Mixin
    private StartOptions options = new StartOptions();

    @Override
    public Integer call() {
        Config config = options.settings();
        Path data = BootstrapConfig.dataOf(config).toAbsolutePath().normalize();
        County county = CountyFiles.of(BootstrapConfig.countyOf(config)).read();
        SealedCircleLinks links = new SealedCircleLinks(
                county.profile().sealedCircle(),
                county::departments,
                new FieldEncryption(MasterKeyFile.read(BootstrapConfig.keyOf(config, data))));
        links.bodies().forEach(body -> System.out.println(body.name() + "（" + body.id() + "）  " + links.path(body)));
        System.out.println("前面加上网关的网址。网址等于钥匙：当面交给打开封存件的人，不经受理台，不发群里。");
        System.out.println("换人或泄露了：把 county.yaml 里 sealed 的 link 加一，重启，再运行一次。");
        return 0;
    }
}
