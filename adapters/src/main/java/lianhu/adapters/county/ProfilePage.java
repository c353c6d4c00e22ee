package lianhu.adapters.county;

import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lianhu.adapters.county.CountyProfile.Bounds;
import lianhu.adapters.county.CountyProfile.Line;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Level;
import lianhu.core.deadline.Span;

/** Reads {@code county.yaml}. */
final class ProfilePage {
    private static final String CODEC = "CN15";
    private static final Span WHOLE_DAY = new Span(LocalTime.MIN, LocalTime.MAX);
    private static final List<Level> NAMED =
            List.of(Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE, Level.GRID, Level.UNIT);

    static Optional<CountyProfile> read(String file, String text, Faults faults) {
        return YamlPart.read(file, text, faults).flatMap(ProfilePage::profile);
    }

    private static Optional<CountyProfile> profile(YamlPart page) {
        YamlMap map = page.map(
                "code",
                "name",
                "fictional",
                "codec",
                "levels",
                "hotline",
                "desk",
                "dutyRoom",
                "serviceLines",
                "languages",
                "contactHours",
                "businessHours",
                "unitBounds",
                "groups",
                "exampleAt");
        if (!map.text("codec").equals(CODEC)) {
            map.part("codec").ifPresent(part -> part.fault("不认识的编码规则：现在只有 " + CODEC));
        }
        Optional<AreaCode> code = map.as("code", ProfilePage::countyCode);
        Optional<AreaCode> exampleAt = map.as("exampleAt", AreaCode::new);
        CountyProfile profile = new CountyProfile(
                code.orElse(new AreaCode("000000")),
                map.text("name"),
                map.yes("fictional"),
                levels(map),
                line(map, "hotline", "number"),
                line(map, "desk", "phone"),
                line(map, "dutyRoom", "phone"),
                map.texts("serviceLines"),
                map.texts("languages"),
                map.needed("contactHours").map(ProfilePage::span).orElse(WHOLE_DAY),
                spans(map),
                bounds(map),
                map.texts("groups"),
                exampleAt.orElse(new AreaCode("000000")));
        return code.isPresent() && exampleAt.isPresent() ? Optional.of(profile) : Optional.empty();
    }

    private static AreaCode countyCode(String text) {
        if (!text.matches("\\d{6}")) {
            throw new IllegalArgumentException("县的编码“" + text + "”不对：应是 6 位数字，加引号");
        }
        return new AreaCode(text);
    }

    private static Map<Level, String> levels(YamlMap map) {
        Map<Level, String> levels = new EnumMap<>(Level.class);
        map.needed("levels").ifPresent(part -> {
            YamlMap named = part.map(NAMED.stream().map(Level::name).toArray(String[]::new));
            NAMED.forEach(level -> levels.put(level, named.text(level.name())));
        });
        return levels;
    }

    private static Line line(YamlMap map, String key, String number) {
        return map.needed(key)
                .map(part -> part.map("name", number))
                .map(named -> new Line(named.text("name"), named.text(number)))
                .orElse(new Line("", ""));
    }

    private static List<Span> spans(YamlMap map) {
        List<Span> spans = new ArrayList<>();
        Optional<YamlPart> hours = map.needed("businessHours");
        hours.map(YamlPart::list).orElse(List.of()).forEach(part -> {
            Span span = span(part);
            if (!spans.isEmpty() && span.from().isBefore(spans.getLast().to())) {
                part.fault("办公时间要从早到晚写，前后不能相叠");
            }
            spans.add(span);
        });
        if (spans.isEmpty()) {
            hours.ifPresent(part -> part.fault("办公时间不能空着：例如 {from: \"08:30\", to: \"17:30\"}"));
        }
        return spans;
    }

    private static Span span(YamlPart part) {
        YamlMap map = part.map("from", "to");
        Optional<LocalTime> from = map.as("from", ProfilePage::time);
        Optional<LocalTime> to = map.as("to", ProfilePage::time);
        if (from.isEmpty() || to.isEmpty()) {
            return WHOLE_DAY;
        }
        if (!from.get().isBefore(to.get())) {
            part.fault("“from”应早于“to”");
        }
        return new Span(from.get(), to.get());
    }

    private static LocalTime time(String text) {
        try {
            return LocalTime.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("时刻“" + text + "”不对：应写成 \"08:30\"", e);
        }
    }

    private static Bounds bounds(YamlMap map) {
        return map.needed("unitBounds")
                .map(part -> {
                    YamlMap named = part.map("min", "max");
                    Bounds bounds = new Bounds(named.number("min"), named.number("max"));
                    if (bounds.min() > bounds.max()) {
                        part.fault("“min”不能大于“max”");
                    }
                    return bounds;
                })
                .orElse(new Bounds(0, 0));
    }

    private ProfilePage() {}
}
