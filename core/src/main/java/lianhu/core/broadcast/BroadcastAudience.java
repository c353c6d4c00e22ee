package lianhu.core.broadcast;

import java.util.List;
import lianhu.core.area.AreaCode;

/** The places that a broadcast goes to, each with everything below it; a place inside another one is left out. */
public record BroadcastAudience(List<AreaCode> areas) {
    /** @throws IllegalArgumentException without a place */
    public BroadcastAudience {
        if (areas.isEmpty()) {
            throw new IllegalArgumentException("an audience has at least one place");
        }
        List<AreaCode> distinct = areas.stream().distinct().sorted().toList();
        areas = distinct.stream()
                .filter(one -> distinct.stream().noneMatch(other -> !other.equals(one) && other.contains(one)))
                .toList();
    }

    public static BroadcastAudience of(AreaCode... areas) {
        return new BroadcastAudience(List.of(areas));
    }

    public boolean contains(AreaCode place) {
        return areas.stream().anyMatch(area -> area.contains(place));
    }
}
