package lianhu.adapters.worklist;

/** Names as those may see them who need only to know that there is one: 李婶 is 李*. */
final class Masked {
    static String name(String name) {
        return name.isEmpty()
                ? ""
                : new StringBuilder()
                        .appendCodePoint(name.codePointAt(0))
                        .append('*')
                        .toString();
    }

    private Masked() {}
}
