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
final class DemoSheets {
    private static final Pattern AT = Pattern.compile("-(\\d{1,3})d ([01]\\d|2[0-3]):([0-5]\\d)");
    private static final Pattern THEN = Pattern.compile("accept|(result|return) .+");

    private final Set<AreaCode> areas;
    private final Faults faults;

    DemoSheets(Set<AreaCode> areas, Faults faults) {
        this.areas = areas;
        this.faults = faults;
    }

    List<Demo.Group> groups(String file, String text) {
        List<Demo.Group> groups = new ArrayList<>();
        Set<String> chats = new HashSet<>();
        for (Row row : CsvSheet.read(file, text, faults, "chat", "name", "kind", "area", "webhook", "members")) {
            String chat = row.needed("chat");
            if (!chats.add(chat)) {
                row.fault("群“" + chat + "”写了两次");
            }
            Optional<GroupBinding.Tier> tier =
                    row.as("kind", kind -> Words.of(GroupBinding.Tier.class, kind.toUpperCase(Locale.ROOT), "群"));
            Optional<AreaCode> area = area(row, "area");
            if (tier.isPresent() && area.isPresent()) {
                groups.add(new Demo.Group(
                        chat,
                        row.needed("name"),
                        tier.get(),
                        area.get(),
                        row.text("webhook"),
                        row.parts("members").stream().map(DemoSheets::member).toList()));
            }
        }
        return groups;
    }

    List<Demo.Person> people(String file, String text) {
        return CsvSheet.read(file, text, faults, "userid", "name", "role").stream()
                .map(row -> new Demo.Person(row.needed("userid"), row.needed("name"), row.text("role")))
                .toList();
    }

    List<Demo.Household> households(String file, String text, Optional<CountyProfile> profile) {
        List<Demo.Household> households = new ArrayList<>();
        Map<AreaCode, Integer> counts = new HashMap<>();
        for (Row row : CsvSheet.read(file, text, faults, "unit", "household", "contact", "occupancy")) {
            Optional<AreaCode> unit = area(row, "unit");
            Optional<AreaCode> code = row.as("household", AreaCode::new);
            if (unit.isEmpty() || code.isEmpty()) {
                continue;
            }
            if (!code.get().parent().equals(unit)) {
                row.fault("户 " + code.get() + " 不在 " + unit.get() + " 里");
            }
            households.add(new Demo.Household(unit.get(), code.get(), row.needed("contact"), row.needed("occupancy")));
            // A list that is not finished yet has too few everywhere, so only too many is worth a word.
            int count = counts.merge(unit.get(), 1, Integer::sum);
            profile.map(known -> known.shapeAt(unit.get()).units())
                    .filter(size -> count == size.max() + 1)
                    .ifPresent(size -> row.warn(unit.get() + " 超过 " + size.max() + " 户，该分成两个单元了"));
        }
        return households;
    }

    List<Demo.Matter> matters(String file, String text) {
        List<Demo.Matter> matters = new ArrayList<>();
        YamlPart.read(file, text, faults)
                .map(YamlPart::list)
                .orElse(List.of())
                .forEach(part -> matter(part).ifPresent(matters::add));
        return matters;
    }

    private Optional<Demo.Matter> matter(YamlPart part) {
        YamlMap map = part.map("at", "unit", "area", "channel", "text", "reporter", "then");
        if (map.has("unit") == map.has("area")) {
            part.fault("“unit”和“area”要写一个，也只能写一个");
        }
        Matcher at = AT.matcher(map.text("at"));
        if (!at.matches()) {
            part.fault("“at”不对：应写成 \"-3d 08:20\"，从开机那天往回数");
        }
        Optional<AreaCode> area = map.part("unit").or(() -> map.part("area")).flatMap(where -> where.as(AreaCode::new));
        area.filter(code -> !areas.contains(code)).ifPresent(code -> part.fault("areas.csv 里没有 " + code));
        Optional<Channel> channel = map.word("channel", Channel.class);
        List<String> then = map.texts("then");
        then.stream()
                .filter(step -> !THEN.matcher(step).matches())
                .forEach(step -> part.fault("then“" + step + "”不对：应是 accept、result 加一句话，或 return 加一句话"));
        String words = map.text("text");
        return area.isEmpty() || channel.isEmpty() || !at.matches()
                ? Optional.empty()
                : Optional.of(new Demo.Matter(
                        Integer.parseInt(at.group(1)),
                        LocalTime.of(Integer.parseInt(at.group(2)), Integer.parseInt(at.group(3))),
                        area.get(),
                        channel.get(),
                        words,
                        map.text("reporter", ""),
                        then));
    }

    private Optional<AreaCode> area(Row row, String column) {
        Optional<AreaCode> code = row.as(column, AreaCode::new);
        if (code.isPresent() && !areas.contains(code.get())) {
            row.fault("areas.csv 里没有 " + code.get());
        }
        return code;
    }

    /** {@code userid:name}, or a name alone for those who have not joined. */
    private static Demo.Member member(String text) {
        List<String> parts = Arrays.asList(text.split(":", 2));
        return parts.size() == 2 ? new Demo.Member(parts.get(0), parts.get(1)) : new Demo.Member("", text);
    }
}
