package lianhu.app.doctor;

import java.util.stream.Stream;
import lianhu.adapters.county.County;
import lianhu.adapters.county.CountyFolder;
import lianhu.adapters.county.InvalidCountyException;
import lianhu.app.boot.BootstrapConfig;
import org.eclipse.microprofile.config.Config;

/** Checks the folder of the county as a start would read it. */
final class CountyChecks {
    private static final String SAMPLE = "示例";

    private final Config config;

    CountyChecks(Config config) {
        this.config = config;
    }

    Stream<DiagnosticResult> all() {
        try {
            County county = CountyFolder.of(BootstrapConfig.countyOf(config)).read();
            Stream<DiagnosticResult> read = Stream.of(DiagnosticResult.ok("县的文件夹读得通："
                    + county.profile().name() + "，" + county.areas().size() + " 个区划，"
                    + county.posts().size() + " 个岗位，"
                    + county.departments().size() + " 个部门"));
            Stream<DiagnosticResult> odd =
                    county.warnings().stream().map(warning -> DiagnosticResult.warning("县的文件夹：" + warning, "请核对"));
            return Stream.of(read, odd, samples(county)).flatMap(diagnosticResults -> diagnosticResults);
        } catch (InvalidCountyException | IllegalArgumentException faulty) {
            return Stream.of(DiagnosticResult.error(faulty));
        }
    }

    private static Stream<DiagnosticResult> samples(County county) {
        long samples = county.deadlines().rules().stream()
                .filter(rule -> rule.source().contains(SAMPLE))
                .count();
        return samples == 0
                ? Stream.empty()
                : Stream.of(DiagnosticResult.warning(
                        "deadlines.yaml 里有 " + samples + " 条期限还是" + SAMPLE, "上线前换成本县的规定，写上出处"));
    }
}
