package lianhu.adapters.query;

/** Names as those may see them who need only to know that there is one: 李婶 is 李*. */
final class NameMasking {
    static String mask(String name) {
        return name.isEmpty()
                ? ""
                : new StringBuilder()
                        .appendCodePoint(name.codePointAt(0))
                        .append('*')
                        .toString();
    }

    private NameMasking() {}
}
