package lianhu.app.doctor;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.Month;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lianhu.adapters.county.County;
import lianhu.adapters.county.InvalidCountyException;
import lianhu.app.boot.BootstrapConfig;
import lianhu.app.boot.CountyFiles;
import lianhu.core.catalogue.SealedCircle;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.deadline.HolidayCalendar;
import lianhu.core.retention.RetentionTerms;
import lianhu.core.routing.Department;
import lianhu.core.ticket.ContentKind;
import org.eclipse.microprofile.config.Config;

/** Checks the folder of the county as a start would read it. */
final class CountyChecks {
    private static final String SAMPLE = "示例";
    private static final String AT_THE_DESK = "在受理台“岗位和人”的部门里，或在 departments.csv（再运行 ./lianhu roster --apply），给它登记";

    private final Config config;
    private final Optional<List<Department>> stored;
    private final InstantSource clock;

    /** @param stored departments of the database, which count where there are some: the desk may have changed them */
    CountyChecks(Config config, Optional<List<Department>> stored, InstantSource clock) {
        this.config = config;
        this.stored = stored;
        this.clock = clock;
    }

    Stream<DiagnosticResult> all() {
        try {
            County county = CountyFiles.of(BootstrapConfig.countyOf(config)).read();
            Stream<DiagnosticResult> read = Stream.of(DiagnosticResult.ok("县的文件夹读得通："
                    + county.profile().name() + "，" + county.areas().size() + " 个区划，"
                    + county.posts().size() + " 个岗位，"
                    + county.departments().size() + " 个部门"));
            Stream<DiagnosticResult> odd =
                    county.warnings().stream().map(warning -> DiagnosticResult.warning("县的文件夹：" + warning, "请核对"));
            LocalDate today = DeadlinePolicy.localDate(clock.instant());
            return Stream.of(
                            read,
                            odd,
                            samples(county),
                            circle(county, stored),
                            dutyRooms(county, stored),
                            holidays(county, today),
                            retention(county.profile().retention()))
                    .flatMap(diagnosticResults -> diagnosticResults);
        } catch (InvalidCountyException | IllegalArgumentException faulty) {
            return Stream.of(DiagnosticResult.error(faulty));
        }
    }

    /** A receipt promises an answer by those who open sealed tickets; without a way to them nobody reads it. */
    static Stream<DiagnosticResult> circle(County county, Optional<List<Department>> stored) {
        SealedCircle circle = county.profile().sealedCircle();
        return stored.orElse(county.departments()).stream()
                .filter(one -> circle.contains(one.id()))
                .filter(one -> one.phone().isEmpty() && one.userId().isEmpty())
                .map(one -> DiagnosticResult.error(
                        "封存的举报由“" + one.name() + "”（" + one.id() + "）打开，可它没有企业微信账号，也没有电话：没有人看得到",
                        stored.isPresent() ? AT_THE_DESK + "一个账号或电话" : "在 departments.csv 给它登记一个账号或电话"));
    }

    /**
     * Every emergency goes to the duty room of its place, and one in a home to nobody else. An error, no warning: where no
     * message reaches it, nobody there reads of the emergency; a telephone call only asks to read the message.
     */
    static Stream<DiagnosticResult> dutyRooms(County county, Optional<List<Department>> stored) {
        List<String> unreached = stored.orElse(county.departments()).stream()
                .filter(one -> one.id().equals(Department.DUTY) || one.id().startsWith(Department.DUTY + "-"))
                .filter(one -> one.userId().isEmpty())
                .map(one -> one.name() + "（" + one.id() + "）")
                .toList();
        return unreached.isEmpty()
                ? Stream.empty()
                : Stream.of(DiagnosticResult.error(
                        "紧急的事最后报给值班室，可" + String.join("、", unreached) + "没有企业微信账号：叫不到",
                        stored.isPresent() ? AT_THE_DESK + "一个账号" : "在 departments.csv 给它登记一个账号"));
    }

    /** The State Council publishes the days of a year in the October or November before it. */
    static Stream<DiagnosticResult> holidays(County county, LocalDate today) {
        HolidayCalendar holidays = county.deadlines().calendar().holidays();
        int last = today.getMonth().compareTo(Month.OCTOBER) < 0 ? today.getYear() : today.getYear() + 1;
        return IntStream.rangeClosed(today.getYear(), last)
                .filter(year -> !holidays.knownYears().contains(year))
                .mapToObj(year -> DiagnosticResult.warning(
                        year + " 年的放假安排还没有：落在这一年的期限只按周末算",
                        "国务院办公厅的通知公布后，照 days/" + today.getYear() + ".csv 的样子写成 days/" + year + ".csv，重启网关：没办完的事会重算期限"));
    }

    static Stream<DiagnosticResult> retention(RetentionTerms terms) {
        String conversations = "客服会话这类记录 " + terms.conversationDays() + " 天后删除";
        if (terms.days().isEmpty() && terms.sealedDays().isEmpty()) {
            return Stream.of(DiagnosticResult.warning(
                    "办结的件不会到期删除；" + conversations, "在 county.yaml 写上 retention：由县档案和法制部门定，写法见 counties/yunxi"));
        }
        String kinds = Arrays.stream(ContentKind.values())
                .map(kind -> kind.label() + " " + term(terms.daysOf(kind, false)))
                .collect(Collectors.joining("，"));
        return Stream.of(
                DiagnosticResult.ok("结束的件到期自动删除：" + kinds + "，封存件 " + term(terms.sealedDays()) + "；" + conversations));
    }

    private static String term(OptionalInt days) {
        return days.isPresent() ? days.getAsInt() + " 天" : "不删";
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
