package lianhu.adapters.county;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import lianhu.core.area.Area;
import lianhu.core.area.AreaTree;
import lianhu.core.catalogue.Catalogue;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.catalogue.RoutingRule;
import lianhu.core.classification.TextClassifier;
import lianhu.core.roster.InMemoryPostDirectory;
import lianhu.core.roster.Post;
import lianhu.core.routing.Department;
import lianhu.core.routing.Departments;
import lianhu.core.routing.Owner;
import lianhu.core.routing.OwnerResolver;
import lianhu.core.routing.TicketRouter;
import lianhu.core.routing.TicketRouter.RoutingRequest;
import lianhu.core.routing.TicketRouter.RoutingResult;

/**
 * Routes the example of every rule. The check uses the day the newest post of the folder began, not today, so that the
 * result depends on the folder alone.
 */
final class RuleExampleCheck {
    private final TicketRouter router;
    private final TextClassifier classifier;
    private final Catalogue catalogue;
    private final LocalDate day;

    private RuleExampleCheck(TicketRouter router, Catalogue catalogue, LocalDate day) {
        this.router = router;
        this.classifier = new TextClassifier(catalogue);
        this.catalogue = catalogue;
        this.day = day;
    }

    static RuleExampleCheck create(
            List<Area> areas, List<Post> posts, List<Department> departments, Catalogue catalogue) {
        InMemoryPostDirectory held = new InMemoryPostDirectory(posts);
        Departments known = () -> departments;
        OwnerResolver ownerResolver = new OwnerResolver(new AreaTree(areas), held, known);
        LocalDate day =
                posts.stream().map(Post::from).max(Comparator.naturalOrder()).orElse(LocalDate.EPOCH);
        return new RuleExampleCheck(new TicketRouter(catalogue, ownerResolver, held), catalogue, day);
    }

    void check(RulesYaml rulesYaml, ConfigErrors configErrors) {
        for (RoutingRule routingRule : catalogue.rules()) {
            RoutingResult routingResult = router.route(new RoutingRequest(
                    routingRule.example(),
                    classifier.classify(routingRule.example()),
                    routingRule.exampleArea(),
                    day,
                    false));
            Owner owner = routingResult.route().owner();
            if (!routingResult.route().rule().equals(routingRule.name())) {
                rulesYaml
                        .node(routingRule)
                        .error("例句“" + routingRule.example() + "”没有走到本条，先被“"
                                + routingResult.route().rule() + "”认走了");
            } else if (!matchesExpectation(routingRule.expectedOwner(), owner)) {
                rulesYaml
                        .node(routingRule)
                        .error("例句“" + routingRule.example() + "”应到 " + routingRule.expectedOwner() + "，实际到了 "
                                + owner.type() + ":" + owner.id());
            }
        }
    }

    /** {@code DEPARTMENT:} also matches teams, centres and vendors of {@code departments.csv}. */
    private static boolean matchesExpectation(String expect, Owner owner) {
        String type = switch (owner.type()) {
            case CENTRE, TEAM, VENDOR -> OwnerType.DEPARTMENT.name();
            case UNIT, GRID, VILLAGE, TOWNSHIP, PLATFORM, DEPARTMENT, AWAY_GRID, DESK ->
                owner.type().name();
        };
        return expect.equals(type + ":" + owner.id()) || expect.equals(owner.type() + ":" + owner.id());
    }
}
