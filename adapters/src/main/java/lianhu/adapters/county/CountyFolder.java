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
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import lianhu.core.area.Area;
import lianhu.core.area.AreaCode;
import lianhu.core.catalogue.Catalogue;
import lianhu.core.catalogue.Category;
import lianhu.core.deadline.BusinessCalendar;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.deadline.DeadlineRule;
import lianhu.core.deadline.HolidayCalendar;
import lianhu.core.roster.Post;
import lianhu.core.routing.Department;

/**
 * A county's folder, packed with the program under {@code counties/<name>} or anywhere on disk. Read whole, checked whole,
 * and its rules tried out, before anything starts.
 */
public final class CountyFolder {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,30}");
    /** A jar cannot be listed cheaply, so the years are asked for one by one. */
    private static final int FIRST_YEAR = 2024;

    private static final int LAST_YEAR = 2060;

    private static final char BOM = '\uFEFF';

    /** Where the bytes come from; empty for a file that is not there. */
    private interface Shelf {
        Optional<byte[]> bytes(String file);
    }

    private final String name;
    private final String shown;
    private final Shelf shelf;
    /** The truth of the catalogue at run time; areas and people go over to the database and are not part of its hash. */
    private final Map<String, byte[]> hashed = new TreeMap<>();

    private CountyFolder(String name, String shown, Shelf shelf) {
        this.name = name;
        this.shown = shown;
        this.shelf = shelf;
    }

    /** By the setting {@code lianhu.county}: the name of a packed county, or a path when there is a slash in it. */
    public static CountyFolder of(String setting) {
        return setting.contains("/") ? at(Path.of(setting)) : packed(setting);
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
     * @throws FaultyCounty with all that must be put right
     */
    public County read() {
        Faults faults = new Faults();
        if (shelf.bytes("county.yaml").isEmpty()) {
            throw new FaultyCounty(name, List.of(shown + "county.yaml:1 没有这个文件：lianhu.county 应是县的文件夹名，例如 yunxi"), 1);
        }
        Optional<CountyProfile> profile =
                ProfilePage.read(shown + "county.yaml", ruling("county.yaml", faults), faults);
        List<Area> areas = AreaSheet.read(shown + "areas.csv", text("areas.csv", faults), profile, faults);
        Set<AreaCode> codes = AreaSheet.codes(areas);
        List<Post> posts = PostSheet.read(shown + "posts.csv", text("posts.csv", faults), areas, profile, faults);
        List<Department> departments = DepartmentSheet.read(
                shown + "departments.csv", text("departments.csv", faults), areas, profile, faults);
        Leads leads = new Leads(departments);
        String deadlinesText = ruling("deadlines.yaml", faults);
        DeadlinePage deadlines = DeadlinePage.read(shown + "deadlines.yaml", deadlinesText, faults);
        List<Category> categories = CategorySheet.read(
                shown + "categories.csv",
                ruling("categories.csv", faults),
                profile.map(CountyProfile::groups).orElse(List.of()),
                leads,
                deadlines.keys(),
                faults);
        deadlines.check(categories);
        HolidayCalendar days = days(faults);
        AreaCode exampleAt = profile.map(CountyProfile::exampleAt).orElse(null);
        RulesPage rules = RulesPage.read(
                shown + "rules.yaml", ruling("rules.yaml", faults), categories, codes, leads, exampleAt, faults);
        profile.filter(known -> !codes.contains(known.exampleAt()))
                .ifPresent(known ->
                        faults.add(shown + "county.yaml", 1, "exampleAt“" + known.exampleAt() + "”不在 areas.csv 里"));
        profile.ifPresent(known -> known.districts().stream()
                .flatMap(district -> district.areas().stream())
                .filter(area -> !codes.contains(area))
                .forEach(area -> faults.add(shown + "county.yaml", 1, "districts 里的 " + area + " 不在 areas.csv 里")));
        List<SeatLine> seatLines = shelf.bytes("seats.csv").isEmpty()
                ? List.of()
                : SeatSheet.read(shown + "seats.csv", text("seats.csv", faults), areas, categories, faults);
        Demo demo = demo(codes, profile, faults);
        faults.stop(name);

        CountyProfile known = profile.orElseThrow();
        Catalogue catalogue = rules.catalogue(categories, hash());
        Replay.of(areas, posts, departments, catalogue).check(rules, faults);
        faults.stop(name);
        List<DeadlineRule> ruled = deadlines.rules();
        return new County(
                known,
                areas,
                posts,
                departments,
                catalogue,
                new DeadlinePolicy(ruled, new BusinessCalendar(days, known.businessHours())),
                seatLines,
                demo,
                faults.warnings());
    }

    /** The county's own words for these texts, by name: what stands in {@code words/<name>.txt}. */
    public Map<String, String> words(Collection<String> names) {
        Map<String, String> words = new TreeMap<>();
        for (String text : names) {
            shelf.bytes("words/" + text + ".txt")
                    .ifPresent(bytes -> words.put(text, new String(bytes, StandardCharsets.UTF_8)));
        }
        return words;
    }

    private HolidayCalendar days(Faults faults) {
        DaySheets sheets = new DaySheets(faults);
        for (int year = FIRST_YEAR; year <= LAST_YEAR; year++) {
            String file = "days/" + year + ".csv";
            if (shelf.bytes(file).isPresent()) {
                sheets.add(year, shown + file, ruling(file, faults));
            }
        }
        if (sheets.isEmpty()) {
            faults.add(shown + "days", 1, "一年的放假安排都没有：至少要有今年的，例如 days/2026.csv");
        }
        return sheets.book();
    }

    private Demo demo(Set<AreaCode> codes, Optional<CountyProfile> profile, Faults faults) {
        if (shelf.bytes("demo/groups.csv").isEmpty()) {
            return Demo.NONE;
        }
        DemoSheets sheets = new DemoSheets(codes, faults);
        return new Demo(
                sheets.groups(shown + "demo/groups.csv", text("demo/groups.csv", faults)),
                sheets.people(shown + "demo/people.csv", text("demo/people.csv", faults)),
                sheets.households(shown + "demo/households.csv", text("demo/households.csv", faults), profile),
                sheets.matters(shown + "demo/reports.yaml", text("demo/reports.yaml", faults)));
    }

    private String ruling(String file, Faults faults) {
        shelf.bytes(file).ifPresent(bytes -> hashed.put(file, bytes));
        return text(file, faults);
    }

    private String text(String file, Faults faults) {
        Optional<byte[]> bytes = shelf.bytes(file);
        if (bytes.isEmpty()) {
            faults.add(shown + file, 1, "没有这个文件");
            return "";
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.get()))
                    .toString();
            if (!text.isEmpty() && text.charAt(0) == BOM) {
                faults.add(shown + file, 1, "文件开头有 BOM：请另存为不带 BOM 的 UTF-8");
                return text.substring(1);
            }
            return text;
        } catch (CharacterCodingException e) {
            faults.add(shown + file, 1, "不是 UTF-8 编码：请另存为不带 BOM 的 UTF-8");
            return "";
        }
    }

    /** Names and lengths are hashed too, so that moving a line from one file to the next changes it. */
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
