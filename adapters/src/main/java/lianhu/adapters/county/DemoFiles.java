package lianhu.adapters.county;

import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lianhu.core.area.AreaCode;
import lianhu.core.notice.GroupBinding;
import lianhu.core.report.Channel;

/** Reads {@code demo/}. */
final class DemoFiles {
    private static final Pattern AT = Pattern.compile("-(\\d{1,3})d ([01]\\d|2[0-3]):([0-5]\\d)");
    private static final Pattern THEN = Pattern.compile("accept|(result|return) .+");

    private final Set<AreaCode> areas;
    private final ConfigErrors configErrors;

    DemoFiles(Set<AreaCode> areas, ConfigErrors configErrors) {
        this.areas = areas;
        this.configErrors = configErrors;
    }

    List<DemoData.Group> groups(String file, String text) {
        List<DemoData.Group> groups = new ArrayList<>();
        Set<String> chats = new HashSet<>();
        for (CsvRow csvRow :
                CsvReader.read(file, text, configErrors, "chat", "name", "kind", "area", "webhook", "members")) {
            String chat = csvRow.required("chat");
            if (!chats.add(chat)) {
                csvRow.error("群“" + chat + "”写了两次");
            }
            Optional<GroupBinding.Tier> tier = csvRow.as(
                    "kind", kind -> EnumParser.parse(GroupBinding.Tier.class, kind.toUpperCase(Locale.ROOT), "群"));
            Optional<AreaCode> area = area(csvRow, "area");
            if (tier.isPresent() && area.isPresent()) {
                groups.add(new DemoData.Group(
                        chat,
                        csvRow.required("name"),
                        tier.get(),
                        area.get(),
                        csvRow.text("webhook"),
                        csvRow.listOf("members").stream().map(DemoFiles::member).toList()));
            }
        }
        return groups;
    }

    List<DemoData.Person> people(String file, String text) {
        return CsvReader.read(file, text, configErrors, "userid", "name", "role").stream()
                .map(csvRow ->
                        new DemoData.Person(csvRow.required("userid"), csvRow.required("name"), csvRow.text("role")))
                .toList();
    }

    List<DemoData.Household> households(String file, String text, Optional<CountyProfile> profile) {
        List<DemoData.Household> households = new ArrayList<>();
        Map<AreaCode, Integer> counts = new HashMap<>();
        for (CsvRow csvRow : CsvReader.read(file, text, configErrors, "unit", "household", "contact", "occupancy")) {
            Optional<AreaCode> unit = area(csvRow, "unit");
            Optional<AreaCode> code = csvRow.as("household", AreaCode::new);
            if (unit.isEmpty() || code.isEmpty()) {
                continue;
            }
            if (!code.get().parent().equals(unit)) {
                csvRow.error("户 " + code.get() + " 不在 " + unit.get() + " 里");
            }
            households.add(new DemoData.Household(
                    unit.get(), code.get(), csvRow.required("contact"), csvRow.required("occupancy")));
            // An unfinished list has too few households everywhere, so only too many is a warning.
            int count = counts.merge(unit.get(), 1, Integer::sum);
            profile.map(known -> known.staffingNormAt(unit.get()).units())
                    .filter(size -> count == size.max() + 1)
                    .ifPresent(size -> csvRow.warn(unit.get() + " 超过 " + size.max() + " 户，该分成两个单元了"));
        }
        return households;
    }

    List<DemoData.DemoReport> reports(String file, String text) {
        List<DemoData.DemoReport> demoReports = new ArrayList<>();
        YamlNode.read(file, text, configErrors)
                .map(YamlNode::list)
                .orElse(List.of())
                .forEach(part -> report(part).ifPresent(demoReports::add));
        return demoReports;
    }

    private Optional<DemoData.DemoReport> report(YamlNode part) {
        YamlMap map = part.map("at", "unit", "area", "channel", "text", "reporter", "then");
        if (map.has("unit") == map.has("area")) {
            part.error("“unit”和“area”要写一个，也只能写一个");
        }
        Matcher at = AT.matcher(map.text("at"));
        if (!at.matches()) {
            part.error("“at”不对：应写成 \"-3d 08:20\"，从开机那天往回数");
        }
        Optional<AreaCode> area = map.node("unit").or(() -> map.node("area")).flatMap(where -> where.as(AreaCode::new));
        area.filter(code -> !areas.contains(code)).ifPresent(code -> part.error("areas.csv 里没有 " + code));
        Optional<Channel> channel = map.enumValue("channel", Channel.class);
        List<String> then = map.texts("then");
        then.stream()
                .filter(step -> !THEN.matcher(step).matches())
                .forEach(step -> part.error("then“" + step + "”不对：应是 accept、result 加一句话，或 return 加一句话"));
        String words = map.text("text");
        return area.isEmpty() || channel.isEmpty() || !at.matches()
                ? Optional.empty()
                : Optional.of(new DemoData.DemoReport(
                        Integer.parseInt(at.group(1)),
                        LocalTime.of(Integer.parseInt(at.group(2)), Integer.parseInt(at.group(3))),
                        area.get(),
                        channel.get(),
                        words,
                        map.text("reporter", ""),
                        then));
    }

    private Optional<AreaCode> area(CsvRow csvRow, String column) {
        Optional<AreaCode> code = csvRow.as(column, AreaCode::new);
        if (code.isPresent() && !areas.contains(code.get())) {
            csvRow.error("areas.csv 里没有 " + code.get());
        }
        return code;
    }

    /** Reads {@code userid:name}, or a name alone for a person who has not joined WeCom. */
    private static DemoData.Member member(String text) {
        List<String> parts = Arrays.asList(text.split(":", 2));
        return parts.size() == 2 ? new DemoData.Member(parts.get(0), parts.get(1)) : new DemoData.Member("", text);
    }
}
