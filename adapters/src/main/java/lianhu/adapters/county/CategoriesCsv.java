package lianhu.adapters.county;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lianhu.core.catalogue.Category;
import lianhu.core.catalogue.OwnerRef;
import lianhu.core.catalogue.RequestKind;

/** Reads {@code categories.csv}, the report catalogue 百事报. */
final class CategoriesCsv {
    private static final int SHORTEST_WORD = 2;

    private final List<String> groups;
    private final OwnerRefParser ownerRefParser;
    private final Set<String> deadlines;
    private final Set<String> codes = new HashSet<>();

    private CategoriesCsv(List<String> groups, OwnerRefParser ownerRefParser, Set<String> deadlines) {
        this.groups = groups;
        this.ownerRefParser = ownerRefParser;
        this.deadlines = deadlines;
    }

    static List<Category> read(
            String file,
            String text,
            List<String> groups,
            OwnerRefParser ownerRefParser,
            Set<String> deadlines,
            ConfigErrors configErrors) {
        CategoriesCsv categoriesCsv = new CategoriesCsv(groups, ownerRefParser, deadlines);
        List<Category> categories = new ArrayList<>();
        CsvReader.read(
                        file,
                        text,
                        configErrors,
                        "code",
                        "name",
                        "group",
                        "kind",
                        "words",
                        "lead",
                        "first",
                        "public",
                        "deadline")
                .forEach(csvRow -> categoriesCsv.category(csvRow).ifPresent(categories::add));
        return categories;
    }

    private Optional<Category> category(CsvRow csvRow) {
        String code = csvRow.required("code");
        if (!code.isEmpty() && !codes.add(code)) {
            csvRow.error("编码“" + code + "”写了两次");
        }
        String group = csvRow.required("group");
        if (!group.isEmpty() && !groups.contains(group)) {
            csvRow.error("county.yaml 的 groups 里没有“" + group + "”");
        }
        Optional<RequestKind> requestKind = csvRow.as("kind", RequestKind::of);
        Optional<OwnerRef> ownerRef = csvRow.as("lead", ownerRefParser::parse);
        String first = csvRow.text("first");
        if (!first.isEmpty() && !first.equals("UNIT")) {
            csvRow.error("first“" + first + "”不对：联户长可以先办的写 UNIT，别的空着");
        }
        String open = csvRow.required("public");
        if (!open.isEmpty() && !open.equals("yes") && !open.equals("no")) {
            csvRow.error("public“" + open + "”不对：应是 yes 或 no");
        }
        String deadline = csvRow.text("deadline");
        if (!deadline.isEmpty() && !deadlines.contains(deadline)) {
            csvRow.error("deadlines.yaml 里没有“" + deadline + "”这一条");
        }
        List<String> words = csvRow.listOf("words");
        checkKeywords(csvRow, words);
        return requestKind.isEmpty() || ownerRef.isEmpty()
                ? Optional.empty()
                : Optional.of(new Category(
                        code,
                        csvRow.required("name"),
                        group,
                        requestKind.get(),
                        words,
                        ownerRef.get(),
                        first.equals("UNIT"),
                        open.equals("yes"),
                        deadline));
    }

    private static void checkKeywords(CsvRow csvRow, List<String> words) {
        if (words.isEmpty()) {
            csvRow.error("“words”不能空着：没有词就永远听不出这一类");
        }
        Set<String> heard = new HashSet<>();
        for (String word : words) {
            if (word.length() < SHORTEST_WORD) {
                csvRow.error("词“" + word + "”太短：至少两个字");
            } else if (!heard.add(word)) {
                csvRow.warn("词“" + word + "”写了两次");
            }
        }
    }

    /** The board is read by everybody: what may not be named in a group may not stand there. */
    static void checkBoard(String file, List<String> board, List<Category> categories, ConfigErrors configErrors) {
        board.stream()
                .filter(code -> categories.stream()
                        .noneMatch(category -> category.code().equals(code) && category.isOpen()))
                .forEach(code ->
                        configErrors.add(file, 1, "board 里的“" + code + "”不在 categories.csv 里，或者那一类的 public 不是 yes"));
    }
}
