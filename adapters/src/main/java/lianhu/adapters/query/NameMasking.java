package lianhu.adapters.query;

/** Masks names for viewers who may not read them: 李婶 becomes 李*. */
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
