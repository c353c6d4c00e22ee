package lianhu.core.call;

import java.util.List;
import java.util.Map;

/**
 * The languages in which a county takes calls. Seats for dialects and for languages of minorities are asked for by GB/T 33358-2016.
 *
 * @param tags of BCP 47, such as {@code bo}; the first is {@link #MANDARIN}, and every agent speaks it
 */
public record CallLanguages(List<String> tags) {
    /** Of the prompts that come with the gateway: what a county has not recorded is heard in it. */
    public static final String MANDARIN = "zh-CN";

    /** The keys 1 to 6; agents use 7 and 8, and 9 calls the emergency desk. */
    public static final int MAX = 6;

    /** Yugur has two languages. */
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry(MANDARIN, "普通话"),
            Map.entry("bo", "藏语"),
            Map.entry("mn", "蒙古语"),
            Map.entry("ybe", "西部裕固语"),
            Map.entry("yuy", "东部裕固语"),
            Map.entry("ug", "维吾尔语"),
            Map.entry("kk", "哈萨克语"),
            Map.entry("ko", "朝鲜语"),
            Map.entry("za", "壮语"),
            Map.entry("ii", "彝语"),
            Map.entry("hmn", "苗语"),
            Map.entry("pcc", "布依语"),
            Map.entry("doc", "侗语"),
            Map.entry("tji", "土家语"),
            Map.entry("yue", "粤语"),
            Map.entry("nan", "闽南话"),
            Map.entry("hak", "客家话"),
            Map.entry("wuu", "吴语"));

    public CallLanguages {
        tags = List.copyOf(tags);
        if (tags.isEmpty() || tags.size() > MAX) {
            throw new IllegalArgumentException("“languages”里要有 1 到 " + MAX + " 种语言");
        }
        if (tags.stream().distinct().count() < tags.size()) {
            throw new IllegalArgumentException("“languages”里有一种语言写了两次");
        }
        tags.forEach(CallLanguages::name);
        if (!tags.getFirst().equals(MANDARIN)) {
            throw new IllegalArgumentException("“languages”的第一个要写 " + MANDARIN + "：自带的提示音是普通话，没有另录的都听它");
        }
    }

    /**
     * What the report of a call says of the language that the caller asked for: no machine here understands it.
     *
     * @param tag empty for that of the county, of which nothing is said
     */
    public static String note(String tag) {
        return tag.isEmpty() ? "" : "来电人要的是" + name(tag) + "，请懂的同事听和回电话。";
    }

    /** @throws IllegalArgumentException for a tag without a name here */
    public static String name(String tag) {
        String name = NAMES.get(tag);
        if (name == null) {
            throw new IllegalArgumentException(
                    "“languages”里的“" + tag + "”不认识：写 zh-CN（普通话）、bo（藏语）、mn（蒙古语）、" + "ybe（西部裕固语）、yuy（东部裕固语）这样的代号");
        }
        return name;
    }

    /** The key that chooses this language: 1 is that of the county. */
    public char key(String tag) {
        return (char) ('1' + tags.indexOf(tag));
    }

    /** Those that a caller may ask for, and that not every agent speaks; in the order of their keys, the first is key 2. */
    public List<String> others() {
        return tags.subList(1, tags.size());
    }
}
