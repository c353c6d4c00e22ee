package lianhu.app.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import lianhu.app.boot.BootstrapConfig;
import lianhu.app.maintenance.RequestedErasure;
import lianhu.core.report.ReceiptNo;
import lianhu.core.retention.ErasureRequest;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.ErasureBasis;
import org.eclipse.microprofile.config.Config;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/**
 * Erases the content of one ended matter for good, because somebody asked for it. It is a command and no page: a member of
 * staff who handles a complaint must not be able to make it disappear by a click, and a sealed ticket, which the desk cannot
 * even see, needs the same way.
 */
@Command(
        name = "erase",
        description = "删除一件已结束的事的原话、姓名电话和照片，不能恢复；封存件也用它"
                + "  erases the content of one ended matter for good, sealed ones too")
final class EraseCommand implements Callable<Integer> {
    private static final int MAX_NAME = 30;

    @Parameters(
            paramLabel = "RECEIPT",
            description = {"受理号", "number of the receipt"})
    private String receipt = "";

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = {"为什么删，会一直留着，不写姓名电话", "why; it stays, so it names nobody"})
    private String reason = "";

    @Option(
            names = "--by",
            required = true,
            paramLabel = "NAME",
            description = {"经办人姓名", "who does it"})
    private String by = "";

    @Option(
            names = "--asked-by",
            paramLabel = "WHO",
            converter = BasisConverter.class,
            description = {"谁要求的：self（本人，默认）guardian（监护人）relative（近亲属）office（本县决定）", "who asked"})
    private ErasureBasis basis = ErasureBasis.REPORTER;

    @Option(
            names = "--merged",
            description = {"并在一起的别人的受理号也一起删", "with the receipts of others that were merged"})
    private boolean isForAllReporters;

    @Mixin
    private DataOptions options = new DataOptions();

    @Override
    public Integer call() {
        Config config = options.settings();
        ReceiptNo no = ReceiptNo.parse(receipt)
                .orElseThrow(() -> new ExitException(
                        ExitException.WRONG_USAGE, "受理号“" + receipt + "”不对，一个数字也不能错。  That is no receipt number."));
        if (by.isBlank() || by.strip().length() > MAX_NAME) {
            throw new ExitException(ExitException.WRONG_USAGE, "--by 要写经办人的姓名，最多 " + MAX_NAME + " 个字。");
        }
        Path data = BootstrapConfig.dataOf(config);
        ErasureRequest request = new ErasureRequest(
                basis, new Actor(Actor.Type.DESK, "cli", by.strip()), reason.strip(), isForAllReporters);
        System.out.println(new RequestedErasure(config, data, Clock.systemUTC()).run(no, request));
        return 0;
    }

    private static final class BasisConverter implements ITypeConverter<ErasureBasis> {
        private static final Map<String, ErasureBasis> WORDS = Map.of(
                "self", ErasureBasis.REPORTER,
                "guardian", ErasureBasis.GUARDIAN,
                "relative", ErasureBasis.RELATIVE,
                "office", ErasureBasis.OFFICE);

        @Override
        public ErasureBasis convert(String text) {
            ErasureBasis basis = WORDS.get(text);
            if (basis == null) {
                throw new TypeConversionException("--asked-by 可以是 self、guardian、relative、office，不能是 " + text);
            }
            return basis;
        }
    }
}
