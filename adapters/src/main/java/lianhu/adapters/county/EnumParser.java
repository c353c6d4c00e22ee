package lianhu.adapters.county;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Parses the fixed values that a county's files may use. */
final class EnumParser {
    static <E extends Enum<E>> E parse(Class<E> type, String text, String what) {
        return Arrays.stream(type.getEnumConstants())
                .filter(word -> word.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("不认识的" + what + "“" + text + "”：应是 "
                        + Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining("、"))
                        + " 之一"));
    }

    private EnumParser() {}
}
