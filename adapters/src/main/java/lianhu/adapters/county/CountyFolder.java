package lianhu.adapters.county;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lianhu.core.area.Area;
import lianhu.core.area.AreaCode;
import lianhu.core.catalogue.Catalogue;
import lianhu.core.catalogue.Category;
import lianhu.core.catalogue.SealedCircle;
import lianhu.core.deadline.BusinessCalendar;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.deadline.DeadlineRule;
import lianhu.core.deadline.HolidayCalendar;
import lianhu.core.roster.Post;
import lianhu.core.routing.Department;
import lianhu.core.sms.SmsApprovals;
import lianhu.core.sms.SmsTemplate;

/**
 * Reads a county's folder, packed with the application under {@code counties/<name>} or anywhere on disk. The whole folder
 * is read and checked, and the examples of its rules are routed, before the application starts.
 */
public final class CountyFolder {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,30}");
    /** Listing a jar is expensive, so each year from here on is looked up by name. */
    private static final int FIRST_YEAR = 2024;

    private static final int LAST_YEAR = 2060;

    private static final char BOM = '\uFEFF';

    /** Reads a file; empty when the file does not exist. */
    private interface CountyFileSource {
        Optional<byte[]> bytes(String file);
    }

    private final String name;
    private final String displayName;
    private final CountyFileSource countyFileSource;
    /** The files of the catalogue hash; areas and people move to the database and are not part of it. */
    private final Map<String, byte[]> hashed = new TreeMap<>();

    private CountyFolder(String name, String shown, CountyFileSource countyFileSource) {
        this.name = name;
        this.displayName = shown;
        this.countyFileSource = countyFileSource;
    }

    public static CountyFolder packed(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("lianhu.county“" + name + "”不对：应是县的文件夹名，例如 yunxi，或带 / 的路径");
        }
        String root = "counties/" + name + "/";
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        ClassLoader loader = context == null ? CountyFolder.class.getClassLoader() : context;
        return new CountyFolder(name, root, file -> {
            try (InputStream in = loader.getResourceAsStream(root + file)) {
                return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    public static CountyFolder at(Path folder) {
        return new CountyFolder(String.valueOf(folder.getFileName()), folder + "/", file -> {
            Path path = folder.resolve(file);
            try {
                return Files.isRegularFile(path) ? Optional.of(Files.readAllBytes(path)) : Optional.empty();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /**
     * @throws InvalidCountyException with all errors of the folder
     */
    public County read() {
        ConfigErrors configErrors = new ConfigErrors();
        if (countyFileSource.bytes("county.yaml").isEmpty()) {
            throw new InvalidCountyException(
                    name, List.of(displayName + "county.yaml:1 没有这个文件：lianhu.county 应是县的文件夹名，例如 yunxi"), 1);
        }
        Optional<CountyProfile> profile =
                CountyYaml.read(displayName + "county.yaml", hashedText("county.yaml", configErrors), configErrors);
        List<Area> areas =
                AreasCsv.read(displayName + "areas.csv", text("areas.csv", configErrors), profile, configErrors);
        Set<AreaCode> codes = AreasCsv.codes(areas);
        List<Post> posts =
                PostsCsv.read(displayName + "posts.csv", text("posts.csv", configErrors), areas, profile, configErrors);
        List<Department> departments = DepartmentsCsv.read(
                displayName + "departments.csv", text("departments.csv", configErrors), areas, profile, configErrors);
        OwnerRefParser ownerRefParser = new OwnerRefParser(departments);
        String deadlinesText = hashedText("deadlines.yaml", configErrors);
        DeadlinesYaml deadlines = DeadlinesYaml.read(displayName + "deadlines.yaml", deadlinesText, configErrors);
        List<Category> categories = CategoriesCsv.read(
                displayName + "categories.csv",
                hashedText("categories.csv", configErrors),
                profile.map(CountyProfile::groups).orElse(List.of()),
                ownerRefParser,
                deadlines.keys(),
                configErrors);
        deadlines.check(categories);
        HolidayCalendar days = holidays(configErrors);
        AreaCode exampleAt = profile.map(CountyProfile::exampleArea).orElse(null);
        RulesYaml rules = RulesYaml.read(
                displayName + "rules.yaml",
                hashedText("rules.yaml", configErrors),
                categories,
                codes,
                ownerRefParser,
                exampleAt,
                configErrors);
        profile.filter(known -> !codes.contains(known.exampleArea()))
                .ifPresent(known -> configErrors.add(
                        displayName + "county.yaml", 1, "exampleAt“" + known.exampleArea() + "”不在 areas.csv 里"));
        profile.ifPresent(known -> known.districts().stream()
                .flatMap(district -> district.areas().stream())
                .filter(area -> !codes.contains(area))
                .forEach(area ->
                        configErrors.add(displayName + "county.yaml", 1, "districts 里的 " + area + " 不在 areas.csv 里")));
        profile.ifPresent(known -> checkCircle(known.sealedCircle(), departments, rules, configErrors));
        profile.ifPresent(known -> {
            CategoriesCsv.checkBoard(displayName + "county.yaml", known.board(), categories, configErrors);
            checkConsultation(known.consultation().fixed(), departments, configErrors);
        });
        List<CityHotline> cityHotlines = countyFileSource.bytes("seats.csv").isEmpty()
                ? List.of()
                : CityHotlinesCsv.read(
                        displayName + "seats.csv", text("seats.csv", configErrors), areas, categories, configErrors);
        smsApprovals(configErrors);
        DemoData demoData = demo(codes, profile, configErrors);
        configErrors.throwIfAny(name);

        CountyProfile known = profile.orElseThrow();
        Catalogue catalogue = rules.catalogue(categories, known.sealedCircle(), hash());
        RuleExampleCheck.create(areas, posts, departments, catalogue).check(rules, configErrors);
        configErrors.throwIfAny(name);
        List<DeadlineRule> deadlineRules = deadlines.rules();
        return new County(
                known,
                areas,
                posts,
                departments,
                catalogue,
                new DeadlinePolicy(deadlineRules, new BusinessCalendar(days, known.businessHours())),
                cityHotlines,
                demoData,
                configErrors.warnings());
    }

    private void checkCircle(
            SealedCircle circle, List<Department> departments, RulesYaml rules, ConfigErrors configErrors) {
        Stream.of(circle.department(), circle.fallback())
                .filter(id -> departments.stream().noneMatch(one -> one.id().equals(id)))
                .forEach(id ->
                        configErrors.add(displayName + "county.yaml", 1, "sealed 里的“" + id + "”不在 departments.csv 里"));
        if (circle.department().equals(circle.fallback())) {
            configErrors.add(displayName + "county.yaml", 1, "sealed 的 fallback 要是另一个单位或另一个人");
        }
        rules.check(displayName + "rules.yaml", circle, configErrors);
    }

    private void checkConsultation(List<String> fixed, List<Department> departments, ConfigErrors configErrors) {
        fixed.stream()
                .filter(id -> departments.stream().noneMatch(one -> one.id().equals(id)))
                .forEach(id -> configErrors.add(
                        displayName + "county.yaml", 1, "consultation 里的“" + id + "”不在 departments.csv 里"));
    }

    /** The county's own texts from {@code words/<name>.txt}, by name. */
    public Map<String, String> textOverrides(Collection<String> names) {
        Map<String, String> overrides = new TreeMap<>();
        for (String text : names) {
            countyFileSource
                    .bytes("words/" + text + ".txt")
                    .ifPresent(bytes -> overrides.put(text, new String(bytes, StandardCharsets.UTF_8)));
        }
        return overrides;
    }

    /**
     * The carrier's approvals of the SMS texts, from {@code sms.csv}; none where there is no such file.
     *
     * @throws InvalidCountyException with all errors of the file
     */
    public SmsApprovals smsApprovals() {
        ConfigErrors configErrors = new ConfigErrors();
        SmsApprovals approvals = smsApprovals(configErrors);
        configErrors.throwIfAny(name);
        return approvals;
    }

    private SmsApprovals smsApprovals(ConfigErrors configErrors) {
        String file = "sms.csv";
        if (countyFileSource.bytes(file).isEmpty()) {
            return SmsApprovals.NONE;
        }
        Map<SmsTemplate, String> numbers = new EnumMap<>(SmsTemplate.class);
        for (CsvRow row :
                CsvReader.read(displayName + file, text(file, configErrors), configErrors, "template", "approval")) {
            String template = row.required("template");
            String number = row.required("approval");
            Optional<SmsTemplate> known = SmsTemplate.of(template);
            if (known.isEmpty()) {
                row.error("没有叫“" + template + "”的短信模板：只有 " + SmsTemplate.names());
            } else if (numbers.put(known.get(), number) != null) {
                row.error("“" + template + "”写了两次");
            }
        }
        return new SmsApprovals(numbers);
    }

    private HolidayCalendar holidays(ConfigErrors configErrors) {
        HolidaysCsv holidaysCsv = new HolidaysCsv(configErrors);
        for (int year = FIRST_YEAR; year <= LAST_YEAR; year++) {
            String file = "days/" + year + ".csv";
            if (countyFileSource.bytes(file).isPresent()) {
                holidaysCsv.add(year, displayName + file, hashedText(file, configErrors));
            }
        }
        if (holidaysCsv.isEmpty()) {
            configErrors.add(displayName + "days", 1, "一年的放假安排都没有：至少要有今年的，例如 days/2026.csv");
        }
        return holidaysCsv.calendar();
    }

    private DemoData demo(Set<AreaCode> codes, Optional<CountyProfile> profile, ConfigErrors configErrors) {
        if (countyFileSource.bytes("demo/groups.csv").isEmpty()) {
            return DemoData.EMPTY;
        }
        DemoFiles demoFiles = new DemoFiles(codes, configErrors);
        return new DemoData(
                demoFiles.groups(displayName + "demo/groups.csv", text("demo/groups.csv", configErrors)),
                demoFiles.people(displayName + "demo/people.csv", text("demo/people.csv", configErrors)),
                demoFiles.households(
                        displayName + "demo/households.csv", text("demo/households.csv", configErrors), profile),
                demoFiles.reports(displayName + "demo/reports.yaml", text("demo/reports.yaml", configErrors)));
    }

    private String hashedText(String file, ConfigErrors configErrors) {
        countyFileSource.bytes(file).ifPresent(bytes -> hashed.put(file, bytes));
        return text(file, configErrors);
    }

    private String text(String file, ConfigErrors configErrors) {
        Optional<byte[]> bytes = countyFileSource.bytes(file);
        if (bytes.isEmpty()) {
            configErrors.add(displayName + file, 1, "没有这个文件");
            return "";
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.get()))
                    .toString();
            if (!text.isEmpty() && text.charAt(0) == BOM) {
                configErrors.add(displayName + file, 1, "文件开头有 BOM：请另存为不带 BOM 的 UTF-8");
                return text.substring(1);
            }
            return text;
        } catch (CharacterCodingException e) {
            configErrors.add(displayName + file, 1, "不是 UTF-8 编码：请另存为不带 BOM 的 UTF-8");
            return "";
        }
    }

    /** Hashes names and lengths too, so that moving a line from one file to the next changes the hash. */
    private String hash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            hashed.forEach((file, bytes) -> {
                digest.update((file + "\n" + bytes.length + "\n").getBytes(StandardCharsets.UTF_8));
                digest.update(bytes);
            });
            return HexFormat.of().formatHex(digest.digest()).substring(0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
