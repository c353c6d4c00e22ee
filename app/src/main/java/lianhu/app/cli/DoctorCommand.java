package lianhu.app.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import lianhu.app.boot.BootstrapConfig;
import lianhu.app.demo.DemoAccounts;
import lianhu.app.doctor.DiagnosticResult;
import lianhu.app.doctor.Doctor;
import org.eclipse.microprofile.config.Config;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Checks everything that a county needs and prints one line for each check; changes nothing. */
@Command(
        name = "doctor",
        description = "逐项检查，有 ✗ 就要处理；运行中也可以；选项用启动时的那些"
                + "  looks at everything, one line each, also while it runs; options as for run")
final class DoctorCommand implements Callable<Integer> {
    private static final int FOUND_FAULTS = 6;

    @Mixin
    private StartOptions options = new StartOptions();

    @Override
    public Integer call() {
        Config config = options.settings();
        if (BootstrapConfig.isDemonstration(config)) {
            DemoAccounts.set();
        }
        Path data = BootstrapConfig.dataOf(config).toAbsolutePath().normalize();
        Map<DiagnosticResult.Severity, Integer> counts =
                new Doctor(config, data, Clock.systemUTC()).examine(line -> System.out.println(line));
        int errors = counts.getOrDefault(DiagnosticResult.Severity.ERROR, 0);
        System.out.println((errors == 0 ? "没有必须马上处理的" : "有 " + errors + " 处必须处理（✗）") + "，"
                + counts.getOrDefault(DiagnosticResult.Severity.WARNING, 0) + " 处请留意（⚠），"
                + counts.getOrDefault(DiagnosticResult.Severity.OK, 0) + " 处正常。");
        return errors == 0 ? 0 : FOUND_FAULTS;
    }
}
