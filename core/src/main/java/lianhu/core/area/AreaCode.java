package lianhu.core.area;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A place in the tree, codec CN15: 6 digits county + 3 township + 3 village (the twelve of the national list) + 3 grid,
 * then {@code -L001} for a household unit and {@code -H01} for a household. The first four digits alone are a city. A prefix is an ancestor. Layout after DB11 (Beijing) unit grids; away grids use
 * township segment 901, which the national list leaves unused.
 */
public record AreaCode(String value) implements Comparable<AreaCode> {
    private static final Pattern SHAPE = Pattern.compile("\\d{4}|\\d{6}|\\d{9}|\\d{12}|\\d{15}(-L\\d{3}(-H\\d{2})?)?");
    private static final String AWAY = "901";

    public AreaCode {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("地方编码“%s”不对：应是 6、9、12 或 15 位数字（市是 4 位），联户单元在后面加 -L001".formatted(value));
        }
    }

    /** Empty when the text is no code at all; for input from outside. */
    public static Optional<AreaCode> parse(String text) {
        return SHAPE.matcher(text).matches() ? Optional.of(new AreaCode(text)) : Optional.empty();
    }

    public Level level() {
        for (Level level : Level.values()) {
            if (level.length() == value.length()) {
                return level;
            }
        }
        throw new IllegalStateException(value);
    }

    public Optional<AreaCode> parent() {
        return level().parent().map(this::ancestorAt);
    }

    /**
     * Itself or an ancestor.
     *
     * @throws IllegalArgumentException for a level below its own
     */
    public AreaCode ancestorAt(Level level) {
        return new AreaCode(value.substring(0, level.length()));
    }

    public boolean isAtOrBelow(Level level) {
        return value.length() >= level.length();
    }

    /** True for itself and for everything below. */
    public boolean contains(AreaCode other) {
        return other.value.startsWith(value);
    }

    /** From itself up to the city; one county's own tree ends below that. */
    public List<AreaCode> pathToRoot() {
        List<AreaCode> chain = new ArrayList<>();
        for (Optional<AreaCode> code = Optional.of(this);
                code.isPresent();
                code = code.get().parent()) {
            chain.add(code.get());
        }
        return chain;
    }

    /** Members who live in other cities; their grids belong to the county of origin. */
    public boolean isAway() {
        return isAtOrBelow(Level.TOWNSHIP) && value.startsWith(AWAY, Level.COUNTY.length());
    }

    @Override
    public int compareTo(AreaCode other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
