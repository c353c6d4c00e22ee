package lianhu.adapters.county;

import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lianhu.adapters.county.CountyProfile.NamedNumber;
import lianhu.core.area.Area;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Level;
import lianhu.core.call.CallLanguages;
import lianhu.core.catalogue.SealedCircle;
import lianhu.core.consultation.ConsultationPolicy;
import lianhu.core.deadline.TimeRange;
import lianhu.core.roster.Role;

/** Reads {@code county.yaml}. */
final class CountyYaml {
    private static final String CODEC = "CN15";
    private static final TimeRange WHOLE_DAY = new TimeRange(LocalTime.MIN, LocalTime.MAX);
    private static final List<Level> NAMED_LEVELS =
            List.of(Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE, Level.GRID, Level.UNIT);
    /** The four platforms of a township (景宁): 综治, 综合执法, 市场监管, 便民服务. */
    private static final List<String> PLATFORMS = List.of("zz", "zf", "sc", "bm");

    private static final StaffingNorm NO_NORM =
            new StaffingNorm("", List.of(), IntRange.UNBOUNDED, IntRange.UNBOUNDED, Map.of());

    static Optional<CountyProfile> read(String file, String text, ConfigErrors configErrors) {
        return YamlNode.read(file, text, configErrors).flatMap(CountyYaml::profile);
    }

    private static Optional<CountyProfile> profile(YamlNode page) {
        YamlMap map = page.map(
                "code",
                "name",
                "fictional",
                "codec",
                "levels",
                "hotline",
                "desk",
                "dutyRoom",
                "sealed",
                "serviceLines",
                "platforms",
                "languages",
                "contactHours",
                "businessHours",
                "unitBounds",
                "deputies",
                "gridPosts",
                "districts",
                "titles",
                "groups",
                "board",
                "consultation",
                "checkAllResults",
                "retention",
                "exampleAt");
        if (!map.text("codec").equals(CODEC)) {
            map.node("codec").ifPresent(part -> part.error("不认识的编码规则：现在只有 " + CODEC));
        }
        Optional<AreaCode> code = map.as("code", CountyYaml::countyCode);
        Optional<AreaCode> exampleAt = map.as("exampleAt", AreaCode::new);
        map.required("unitBounds");
        StaffingNorm staffingNorm = staffingNorm(map, "", List.of(), NO_NORM);
        CountyProfile profile = new CountyProfile(
                code.orElse(new AreaCode("000000")),
                map.text("name"),
                map.bool("fictional"),
                levels(map, code),
                namedNumber(map, "hotline", "number"),
                namedNumber(map, "desk", "phone"),
                namedNumber(map, "dutyRoom", "phone"),
                sealedCircle(map),
                map.texts("serviceLines"),
                map.has("platforms") ? map.texts("platforms") : PLATFORMS,
                languages(map),
                map.required("contactHours").map(CountyYaml::timeRange).orElse(WHOLE_DAY),
                timeRanges(map),
                staffingNorm,
                districts(map, staffingNorm),
                titles(map),
                map.texts("groups"),
                exampleAt.orElse(new AreaCode("000000")),
                map.has("board") ? map.texts("board") : List.of(),
                map.node("consultation").map(CountyYaml::consultation).orElse(ConsultationPolicy.NONE),
                map.has("checkAllResults") && map.bool("checkAllResults"),
                RetentionYaml.read(map));
        return code.isPresent() && exampleAt.isPresent() ? Optional.of(profile) : Optional.empty();
    }

    private static ConsultationPolicy consultation(YamlNode part) {
        YamlMap map = part.map("fixed", "thirdReturn");
        return new ConsultationPolicy(map.texts("fixed"), map.has("thirdReturn") && map.bool("thirdReturn"));
    }

    private static CallLanguages languages(YamlMap map) {
        try {
            return new CallLanguages(map.texts("languages"));
        } catch (IllegalArgumentException wrong) {
            map.node("languages").ifPresent(part -> part.error(String.valueOf(wrong.getMessage())));
            return new CallLanguages(List.of(CallLanguages.MANDARIN));
        }
    }

    private static AreaCode countyCode(String text) {
        if (!text.matches("\\d{4}|\\d{6}")) {
            throw new IllegalArgumentException("县的编码“" + text + "”不对：应是 6 位数字（市是 4 位），加引号");
        }
        return new AreaCode(text);
    }

    private static Map<Level, String> levels(YamlMap map, Optional<AreaCode> code) {
        boolean isCity = code.filter(top -> top.level() == Level.CITY).isPresent();
        List<Level> wanted = Arrays.stream(Level.values())
                .filter(level -> NAMED_LEVELS.contains(level) || isCity && level == Level.CITY)
                .toList();
        Map<Level, String> levels = new EnumMap<>(Level.class);
        map.required("levels").ifPresent(part -> {
            YamlMap named = part.map(wanted.stream().map(Level::name).toArray(String[]::new));
            wanted.forEach(level -> levels.put(level, named.text(level.name())));
        });
        return levels;
    }

    /** A missing key takes the value of the enclosing norm. */
    private static StaffingNorm staffingNorm(YamlMap map, String district, List<AreaCode> areas, StaffingNorm above) {
        return new StaffingNorm(
                district,
                areas,
                intRange(map).orElse(above.units()),
                map.has("deputies") ? map.as("deputies", IntRange::parse).orElse(IntRange.UNBOUNDED) : above.deputies(),
                map.node("gridPosts").map(CountyYaml::gridPosts).orElse(above.gridPosts()));
    }

    private static Map<Role, IntRange> gridPosts(YamlNode part) {
        Map<Role, IntRange> posts = new EnumMap<>(Role.class);
        YamlMap map = part.map(roles());
        for (Role role : Role.values()) {
            if (map.has(role.name())) {
                map.as(role.name(), IntRange::parse).ifPresent(intRange -> posts.put(role, intRange));
            }
        }
        return posts;
    }

    private static List<StaffingNorm> districts(YamlMap map, StaffingNorm above) {
        Set<AreaCode> taken = new HashSet<>();
        List<StaffingNorm> districts = new ArrayList<>();
        map.node("districts").map(YamlNode::list).orElse(List.of()).forEach(part -> {
            YamlMap named = part.map("name", "areas", "unitBounds", "deputies", "gridPosts", "source");
            named.text("source");
            List<AreaCode> areas = named.required("areas").map(YamlNode::list).orElse(List.of()).stream()
                    .map(code -> code.as(AreaCode::new))
                    .flatMap(Optional::stream)
                    .toList();
            areas.stream().filter(area -> !taken.add(area)).forEach(area -> part.error(area + " 已经在前面的一个片区里了"));
            districts.add(staffingNorm(named, named.text("name"), areas, above));
        });
        return districts;
    }

    private static RoleTitles titles(YamlMap map) {
        Map<Area.Kind, Map<Role, String>> words = new EnumMap<>(Area.Kind.class);
        map.node("titles").ifPresent(part -> {
            YamlMap kinds =
                    part.map(Arrays.stream(Area.Kind.values()).map(Enum::name).toArray(String[]::new));
            for (Area.Kind kind : Area.Kind.values()) {
                kinds.node(kind.name()).ifPresent(named -> words.put(kind, titles(named)));
            }
        });
        return new RoleTitles(words);
    }

    private static Map<Role, String> titles(YamlNode part) {
        Map<Role, String> titles = new EnumMap<>(Role.class);
        YamlMap map = part.map(roles());
        for (Role role : Role.values()) {
            if (map.has(role.name())) {
                titles.put(role, map.text(role.name()));
            }
        }
        return titles;
    }

    private static String[] roles() {
        return Arrays.stream(Role.values()).map(Enum::name).toArray(String[]::new);
    }

    private static NamedNumber namedNumber(YamlMap map, String key, String number) {
        return map.required(key)
                .map(part -> part.map("name", number))
                .map(named -> new NamedNumber(named.text("name"), named.text(number)))
                .orElse(new NamedNumber("", ""));
    }

    private static SealedCircle sealedCircle(YamlMap map) {
        return map.required("sealed")
                .map(part -> part.map("opens", "fallback", "names", "unless", "link"))
                .map(named -> new SealedCircle(
                        named.text("opens"),
                        named.text("fallback"),
                        named.texts("names"),
                        named.has("unless") ? named.texts("unless") : List.of(),
                        named.number("link")))
                .orElse(new SealedCircle("", "", List.of(), List.of(), 1));
    }

    private static List<TimeRange> timeRanges(YamlMap map) {
        List<TimeRange> timeRanges = new ArrayList<>();
        Optional<YamlNode> hours = map.required("businessHours");
        hours.map(YamlNode::list).orElse(List.of()).forEach(part -> {
            TimeRange timeRange = timeRange(part);
            if (!timeRanges.isEmpty()
                    && timeRange.from().isBefore(timeRanges.getLast().to())) {
                part.error("办公时间要从早到晚写，前后不能相叠");
            }
            timeRanges.add(timeRange);
        });
        if (timeRanges.isEmpty()) {
            hours.ifPresent(part -> part.error("办公时间不能空着：例如 {from: \"08:30\", to: \"17:30\"}"));
        }
        return timeRanges;
    }

    private static TimeRange timeRange(YamlNode part) {
        YamlMap map = part.map("from", "to");
        Optional<LocalTime> from = map.as("from", CountyYaml::time);
        Optional<LocalTime> to = map.as("to", CountyYaml::time);
        if (from.isEmpty() || to.isEmpty()) {
            return WHOLE_DAY;
        }
        if (!from.get().isBefore(to.get())) {
            part.error("“from”应早于“to”");
        }
        return new TimeRange(from.get(), to.get());
    }

    private static LocalTime time(String text) {
        try {
            return LocalTime.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("时刻“" + text + "”不对：应写成 \"08:30\"", e);
        }
    }

    private static Optional<IntRange> intRange(YamlMap map) {
        return map.node("unitBounds").map(part -> {
            YamlMap named = part.map("min", "max");
            IntRange intRange = new IntRange(named.number("min"), named.number("max"));
            if (intRange.min() > intRange.max()) {
                part.error("“min”不能大于“max”");
            }
            return intRange;
        });
    }

    private CountyYaml() {}
}
