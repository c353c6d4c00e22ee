package lianhu.app;

import java.util.stream.Stream;
import lianhu.adapters.county.County;
import lianhu.adapters.county.CountyFolder;
import lianhu.adapters.county.FaultyCounty;
import org.eclipse.microprofile.config.Config;

/** What the county's folder says, as a start would read it. */
final class CountyCheck {
    private static final String SAMPLE = "示例";

    private final Config config;

    CountyCheck(Config config) {
        this.config = config;
    }

    Stream<Finding> all() {
        try {
            County county = CountyFolder.of(EarlySettings.countyOf(config)).read();
            Stream<Finding> read = Stream.of(Finding.good("县的文件夹读得通："
                    + county.profile().name() + "，" + county.areas().size() + " 个区划，"
                    + county.posts().size() + " 个岗位，"
                    + county.departments().size() + " 个部门"));
            Stream<Finding> odd = county.warnings().stream().map(warning -> Finding.odd("县的文件夹：" + warning, "请核对"));
            return Stream.of(read, odd, samples(county)).flatMap(findings -> findings);
        } catch (FaultyCounty | IllegalArgumentException faulty) {
            return Stream.of(Finding.bad(faulty));
        }
    }

    private static Stream<Finding> samples(County county) {
        long samples = county.deadlines().rules().stream()
                .filter(rule -> rule.source().contains(SAMPLE))
                .count();
        return samples == 0
                ? Stream.empty()
                : Stream.of(Finding.odd("deadlines.yaml 里有 " + samples + " 条期限还是" + SAMPLE, "上线前换成本县的规定，写上出处"));
    }
}
