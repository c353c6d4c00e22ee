package lianhu.adapters.sql;

import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import lianhu.core.ticket.ContentKind;

/** Reads and writes stored sets of {@link ContentKind}: names in the order of the enum with commas between them, or nothing. */
public final class ContentKinds {
    public static String write(Collection<ContentKind> kinds) {
        return kinds.stream().sorted().map(ContentKind::name).collect(Collectors.joining(","));
    }

    public static Set<ContentKind> read(String stored) {
        return Arrays.stream(stored.split(","))
                .filter(name -> !name.isEmpty())
                .map(ContentKind::valueOf)
                .collect(Collectors.toUnmodifiableSet());
    }

    private ContentKinds() {}
}
