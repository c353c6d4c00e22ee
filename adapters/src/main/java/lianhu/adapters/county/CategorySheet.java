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
final class CategorySheet {
    private static final int SHORTEST_WORD = 2;

    private final List<String> groups;
    private final Leads leads;
    private final Set<String> deadlines;
    private final Set<String> codes = new HashSet<>();

    private CategorySheet(List<String> groups, Leads leads, Set<String> deadlines) {
        this.groups = groups;
        this.leads = leads;
        this.deadlines = deadlines;
    }

    static List<Category> read(
            String file, String text, List<String> groups, Leads leads, Set<String> deadlines, Faults faults) {
        CategorySheet sheet = new CategorySheet(groups, leads, deadlines);
        List<Category> categories = new ArrayList<>();
        CsvSheet.read(
                        file,
                        text,
                        faults,
                        "code",
                        "name",
                        "group",
                        "kind",
                        "words",
                        "lead",
                        "first",
                        "public",
                        "deadline")
                .forEach(row -> sheet.category(row).ifPresent(categories::add));
        return categories;
    }

    private Optional<Category> category(Row row) {
        String code = row.needed("code");
        if (!code.isEmpty() && !codes.add(code)) {
            row.fault("编码“" + code + "”写了两次");
        }
        String group = row.needed("group");
        if (!group.isEmpty() && !groups.contains(group)) {
            row.fault("county.yaml 的 groups 里没有“" + group + "”");
        }
        Optional<RequestKind> requestKind = row.as("kind", RequestKind::of);
        Optional<OwnerRef> ownerRef = row.as("lead", leads::parse);
        String first = row.text("first");
        if (!first.isEmpty() && !first.equals("UNIT")) {
            row.fault("first“" + first + "”不对：联户长可以先办的写 UNIT，别的空着");
        }
        String open = row.needed("public");
        if (!open.isEmpty() && !open.equals("yes") && !open.equals("no")) {
            row.fault("public“" + open + "”不对：应是 yes 或 no");
        }
        String deadline = row.text("deadline");
        if (!deadline.isEmpty() && !deadlines.contains(deadline)) {
            row.fault("deadlines.yaml 里没有“" + deadline + "”这一条");
        }
        List<String> words = row.parts("words");
        words(row, words);
        return requestKind.isEmpty() || ownerRef.isEmpty()
                ? Optional.empty()
                : Optional.of(new Category(
                        code,
                        row.needed("name"),
                        group,
                        requestKind.get(),
                        words,
                        ownerRef.get(),
                        first.equals("UNIT"),
                        open.equals("yes"),
                        deadline));
    }

    private static void words(Row row, List<String> words) {
        if (words.isEmpty()) {
            row.fault("“words”不能空着：没有词就永远听不出这一类");
        }
        Set<String> heard = new HashSet<>();
        for (String word : words) {
            if (word.length() < SHORTEST_WORD) {
                row.fault("词“" + word + "”太短：至少两个字");
            } else if (!heard.add(word)) {
                row.warn("词“" + word + "”写了两次");
            }
        }
    }
}
