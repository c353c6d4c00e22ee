package lianhu.core.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lianhu.core.area.AreaCode;
import lianhu.core.catalogue.SealedCircle;

/** Chooses who opens a sealed ticket: the county's body for it, and never one that the words are about. */
final class SealedOwners {
    private static final int SHORTEST_NAME = 3;

    private final Optional<SealedCircle> circle;
    private final OwnerResolver ownerResolver;

    SealedOwners(Optional<SealedCircle> circle, OwnerResolver ownerResolver) {
        this.circle = circle;
        this.ownerResolver = ownerResolver;
    }

    /** The first body of the circle that the words do not accuse; the fallback when they accuse all. */
    Owner choose(Owner usual, String words, AreaCode place) {
        List<Owner> bodies = new ArrayList<>(List.of(usual));
        circle.flatMap(known -> ownerResolver.department(known.fallback(), place))
                .ifPresent(bodies::add);
        return bodies.stream()
                .filter(body -> !isAccused(body, words))
                .findFirst()
                .orElseGet(bodies::getLast);
    }

    /** The words name the body. The list is wide on purpose: who is not meant loses nothing but one ticket. */
    private boolean isAccused(Owner body, String words) {
        String named = words;
        for (String phrase : circle.map(SealedCircle::excludedWords).orElse(List.of())) {
            named = named.replace(phrase, "");
        }
        Stream<String> others =
                circle.filter(known -> known.isDepartment(body.id())).stream().flatMap(known -> known.names().stream());
        return Stream.concat(Stream.of(withoutPlace(body.name())), others).anyMatch(named::contains);
    }

    /** 县卫健局 is called 卫健局. */
    private static String withoutPlace(String name) {
        String bare = name.replaceFirst("^.{0,6}?[县市区州]", "");
        return bare.length() < SHORTEST_NAME ? name : bare;
    }
}
