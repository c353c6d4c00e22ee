package lianhu.core.routing;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import lianhu.core.area.Level;
import lianhu.core.catalogue.Catalogue;
import lianhu.core.catalogue.Category;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.catalogue.KeywordTopic;
import lianhu.core.catalogue.OwnerRef;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.catalogue.RoutingRule;
import lianhu.core.classification.Classification;
import lianhu.core.classification.Classification.CategoryMatch;
import lianhu.core.classification.KeywordIndex;
import lianhu.core.report.MeTooText;
import lianhu.core.report.UntranscribedVoice;
import lianhu.core.routing.TicketRouter.RoutingRequest;

/**
 * Chooses an owner. The order of the steps is the same in every county (emergency, statutory exit, sealed, sensitive,
 * rules, dispatch catalogue, the grid's own small matters, out-of-county, the desk); the county's folder fills them.
 * Department duties are not handed to the grid (国办函〔2025〕66号：不得把部门职责分派给基层).
 */
final class RoutingSteps {
    /** Below it the desk decides. */
    static final double CONFIDENCE_THRESHOLD = 0.7;

    private static final double RULE_CONFIDENCE = 0.95;
    private static final double CATEGORY_CONFIDENCE = 0.93;

    private final Catalogue catalogue;
    private final OwnerResolver ownerResolver;
    private final SealedOwners sealedOwners;
    private final KeywordIndex<RoutingRule> rules = new KeywordIndex<>();

    RoutingSteps(Catalogue catalogue, OwnerResolver ownerResolver) {
        this.catalogue = catalogue;
        this.ownerResolver = ownerResolver;
        this.sealedOwners = new SealedOwners(catalogue.circle(), ownerResolver);
        catalogue.rules().forEach(routingRule -> routingRule.words().forEach(word -> rules.add(word, routingRule)));
    }

    RoutingCandidate choose(RoutingRequest routingRequest) {
        if (UntranscribedVoice.isPlaceholder(routingRequest.words())) {
            return new RoutingCandidate(
                    ownerResolver.desk(),
                    defaultCategory(routingRequest),
                    UntranscribedVoice.TITLE,
                    List.of("来的是一段语音，要有人听了才知道什么事；听过以前不进群"),
                    0);
        }
        Classification classification = routingRequest.classification();
        Optional<KeywordTopic> emergency = classification.emergency();
        if (emergency.isPresent()) {
            return emergency(routingRequest, emergency.get());
        }
        if (classification.statutory().isPresent()) {
            KeywordTopic keywordTopic = classification.statutory().get();
            return new RoutingCandidate(
                    ownerResolver.desk(),
                    defaultCategory(routingRequest),
                    keywordTopic.name(),
                    List.of("有法定渠道：" + keywordTopic.name() + "，由受理台告知并收尾"),
                    RULE_CONFIDENCE);
        }
        if (classification.confidentiality() == Confidentiality.SEALED) {
            OwnerRef ownerRef =
                    classification.sensitive().map(KeywordTopic::owner).orElse(OwnerRef.DESK);
            Owner usual = ownerResolver.resolve(ownerRef, routingRequest.place(), routingRequest.day());
            Owner owner = sealedOwners.choose(usual, routingRequest.words(), routingRequest.place());
            return new RoutingCandidate(
                    owner,
                    defaultCategory(routingRequest),
                    "封存",
                    List.of(owner.isSameAs(usual) ? "举报一类，封存后只由专人看" : "说到了管封存件的单位自己，按回避交给县里另外指定的人"),
                    RULE_CONFIDENCE);
        }
        if (classification.sensitive().isPresent()) {
            KeywordTopic keywordTopic = classification.sensitive().get();
            return new RoutingCandidate(
                    ownerResolver.resolve(keywordTopic.owner(), routingRequest.place(), routingRequest.day()),
                    defaultCategory(routingRequest),
                    keywordTopic.name(),
                    List.of("不宜公开的事：" + keywordTopic.name() + "，交固定的单位，不进群"),
                    RULE_CONFIDENCE);
        }
        if (MeTooText.matches(routingRequest.words())) {
            return new RoutingCandidate(
                    ownerResolver.desk(),
                    defaultCategory(routingRequest),
                    MeTooText.RULE,
                    List.of("公开页上点的“我也是”，接着并到那一件里；没有并成的，请并到同一类、同一村的那一件"),
                    RULE_CONFIDENCE);
        }
        Optional<RoutingRule> routingRule = matchingRule(routingRequest);
        if (routingRule.isPresent()) {
            return byRule(routingRequest, routingRule.get());
        }
        if (routingRequest.place().isAway()) {
            return byPlaceOfStay(routingRequest);
        }
        return classification
                .chosen()
                .map(category -> byPerson(category, routingRequest))
                .orElseGet(() -> byCategory(routingRequest));
    }

    private RoutingCandidate emergency(RoutingRequest routingRequest, KeywordTopic keywordTopic) {
        Owner owner = keywordTopic.isPrivate()
                ? ownerResolver
                        .department(Department.DUTY, routingRequest.place())
                        .orElseGet(ownerResolver::desk)
                : ownerResolver
                        .nearestStaffed(routingRequest.place(), OwnerType.GRID, routingRequest.day())
                        .or(() -> ownerResolver.department(Department.DUTY, routingRequest.place()))
                        .orElseGet(ownerResolver::desk);
        return new RoutingCandidate(
                owner,
                keywordTopic.isPrivate() ? defaultCategory(routingRequest) : openCategory(routingRequest),
                keywordTopic.name(),
                List.of("紧急：" + keywordTopic.name() + "，先叫最近的人，同时报值班室"),
                RULE_CONFIDENCE);
    }

    private Optional<RoutingRule> matchingRule(RoutingRequest routingRequest) {
        Set<RoutingRule> matched = rules.valuesIn(routingRequest.words());
        return catalogue.rules().stream()
                .filter(routingRule -> matched.contains(routingRule)
                        && isOfChosen(routingRule, routingRequest.classification())
                        && routingRule.appliesAt(routingRequest.place())
                        && !(routingRule.areas().isEmpty()
                                && routingRequest.place().isAway())
                        && routingRule.excludedWords().stream().noneMatch(routingRequest.words()::contains))
                .findFirst();
    }

    /** A rule for another matter gives way to the person who heard the reporter. */
    private static boolean isOfChosen(RoutingRule routingRule, Classification classification) {
        return classification
                .chosen()
                .map(category -> category.code().equals(routingRule.category()))
                .orElse(true);
    }

    private RoutingCandidate byRule(RoutingRequest routingRequest, RoutingRule routingRule) {
        Category category = catalogue.category(routingRule.category()).orElseGet(() -> defaultCategory(routingRequest));
        List<String> matchedWords = routingRule.words().stream()
                .filter(routingRequest.words()::contains)
                .limit(1)
                .toList();
        return new RoutingCandidate(
                ownerResolver.resolve(routingRule.owner(), routingRequest.place(), routingRequest.day()),
                category,
                routingRule.name(),
                matchedWords,
                List.of("规则“" + routingRule.name() + "”", "例：“" + routingRule.example() + "”"),
                RULE_CONFIDENCE);
    }

    /**
     * Needs of the place of stay: the county's departments have no power in another city, so the away grid asks there
     * (景宁). Only rules that name an away place come before it.
     */
    private RoutingCandidate byPlaceOfStay(RoutingRequest routingRequest) {
        Owner owner = ownerResolver
                .nearestStaffed(routingRequest.place(), OwnerType.AWAY_GRID, routingRequest.day())
                .or(() -> ownerResolver.department(OwnerResolver.FEDERATION, routingRequest.place()))
                .orElseGet(ownerResolver::desk);
        return new RoutingCandidate(
                owner,
                defaultCategory(routingRequest),
                "域外当地的事",
                List.of("人在外地，事也在外地：归域外网格，县工商联记作协办，期限跟县里一样"),
                CATEGORY_CONFIDENCE);
    }

    private RoutingCandidate byPerson(Category category, RoutingRequest routingRequest) {
        return new RoutingCandidate(
                byCatalogue(category, routingRequest),
                category,
                "登记的人定的类别",
                List.of("登记的人听了定为“" + category.name() + "”，按派单目录"),
                RULE_CONFIDENCE);
    }

    private RoutingCandidate byCategory(RoutingRequest routingRequest) {
        List<CategoryMatch> ranked = routingRequest.classification().ranked();
        if (ranked.isEmpty()) {
            return new RoutingCandidate(
                    ownerResolver.desk(), defaultCategory(routingRequest), "兜底", List.of("没有听出是哪一类的事，由受理台看过再派"), 0);
        }
        CategoryMatch best = ranked.getFirst();
        Owner owner = byCatalogue(best.category(), routingRequest);
        double confidence = confidence(best, owner, routingRequest);
        List<String> why = List.of(
                "派单目录“" + best.category().name() + "”",
                confidence < CONFIDENCE_THRESHOLD ? "还像别的事，把握不够，由受理台看过再派" : "把握 " + Math.round(confidence * 100) + "%");
        return confidence < CONFIDENCE_THRESHOLD
                ? new RoutingCandidate(ownerResolver.desk(), best.category(), "把握不够", best.words(), why, confidence)
                : new RoutingCandidate(owner, best.category(), "派单目录", best.words(), why, confidence);
    }

    private Owner byCatalogue(Category category, RoutingRequest routingRequest) {
        boolean isForHead = category.isUnitFirst()
                && !routingRequest.isFromHead()
                && routingRequest.place().isAtOrBelow(Level.UNIT);
        OwnerRef ownerRef = isForHead ? new OwnerRef(OwnerType.UNIT, "") : category.owner();
        return ownerResolver.resolve(ownerRef, routingRequest.place(), routingRequest.day());
    }

    /** A rival category counts only when it has another owner: equal rivals leave the confidence at one half. */
    private double confidence(CategoryMatch best, Owner owner, RoutingRequest routingRequest) {
        int rival = routingRequest.classification().ranked().stream()
                .skip(1)
                .filter(categoryMatch ->
                        !byCatalogue(categoryMatch.category(), routingRequest).isSameAs(owner))
                .mapToInt(CategoryMatch::weight)
                .max()
                .orElse(0);
        return Math.min(CATEGORY_CONFIDENCE, 1 - 0.5 * rival / best.weight());
    }

    private Category defaultCategory(RoutingRequest routingRequest) {
        Classification classification = routingRequest.classification();
        return classification
                .chosen()
                .or(() -> classification.best().map(CategoryMatch::category))
                .orElseGet(() -> otherCategory(routingRequest));
    }

    /** As {@link lianhu.core.classification.TextClassifier} reads it: what is dangerous for all is no private matter. */
    private Category openCategory(RoutingRequest routingRequest) {
        return routingRequest.classification().ranked().stream()
                .map(CategoryMatch::category)
                .filter(Category::isOpen)
                .findFirst()
                .orElseGet(() -> otherCategory(routingRequest));
    }

    private Category otherCategory(RoutingRequest routingRequest) {
        return catalogue
                .category("other")
                .orElseGet(() -> new Category(
                        "other",
                        "其他",
                        "",
                        routingRequest.classification().kind(),
                        List.of(),
                        OwnerRef.DESK,
                        false,
                        true,
                        ""));
    }
}
