package lianhu.core.routing;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Level;
import lianhu.core.catalogue.Catalogue;
import lianhu.core.catalogue.Category;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.catalogue.KeywordTopic;
import lianhu.core.catalogue.OwnerRef;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.catalogue.RequestKind;
import lianhu.core.catalogue.RoutingRule;
import lianhu.core.classification.Classification;
import lianhu.core.classification.Classification.CategoryMatch;
import lianhu.core.classification.KeywordIndex;
import lianhu.core.report.UntranscribedVoice;
import lianhu.core.roster.PostDirectory;

/**
 * Chooses the owner, with reasons. The order of the steps is the same in every county (emergency, statutory exit,
 * sealed, sensitive, rules, dispatch catalogue, the grid's own small matters, out-of-county, the desk); the county's
 * folder fills them. Department duties are not handed to the grid (国办函〔2025〕66号：不得把部门职责分派给基层).
 */
@ApplicationScoped
public final class TicketRouter {
    /** Below it the desk decides. */
    static final double CONFIDENCE_THRESHOLD = 0.7;

    private static final double RULE_CONFIDENCE = 0.95;
    private static final double CATEGORY_CONFIDENCE = 0.93;

    private final Catalogue catalogue;
    private final OwnerResolver ownerResolver;
    private final Recusal recusal;
    private final SealedOwners sealedOwners;
    private final KeywordIndex<RoutingRule> rules = new KeywordIndex<>();

    public TicketRouter(Catalogue catalogue, OwnerResolver ownerResolver, PostDirectory postDirectory) {
        this.catalogue = catalogue;
        this.ownerResolver = ownerResolver;
        this.recusal = new Recusal(ownerResolver, postDirectory);
        this.sealedOwners = new SealedOwners(catalogue.circle(), ownerResolver);
        catalogue.rules().forEach(routingRule -> routingRule.words().forEach(word -> rules.add(word, routingRule)));
    }

    /**
     * The input of a routing decision.
     *
     * @param isFromHead the unit head reports it, so the head's own first step is skipped
     * @param isFromAfar a member in another city reports it
     */
    public record RoutingRequest(
            String words,
            Classification classification,
            AreaCode place,
            LocalDate day,
            boolean isFromHead,
            boolean isFromAfar) {
        public RoutingRequest(
                String words, Classification classification, AreaCode place, LocalDate day, boolean isFromHead) {
            this(words, classification, place, day, isFromHead, place.isAway());
        }
    }

    /** @param matchedWords the resident's words that decided; repeated in the reasons of an open matter only */
    private record Candidate(
            Owner owner,
            Category category,
            String rule,
            List<String> matchedWords,
            List<String> why,
            double confidence) {
        Candidate(Owner owner, Category category, String rule, List<String> why, double confidence) {
            this(owner, category, rule, List.of(), why, confidence);
        }

        List<String> why(boolean isOpen) {
            List<String> reasons = new ArrayList<>(why);
            if (isOpen && !matchedWords.isEmpty()) {
                reasons.set(0, "话里有“" + String.join("”“", matchedWords) + "”，" + reasons.getFirst());
            }
            return reasons;
        }
    }

    /** The route with the category. */
    public record RoutingResult(String category, boolean isOpen, RoutingDecision route) {}

    /** Everybody who sees the ticket reads the reasons: they repeat a resident's words only of an open matter. */
    public RoutingResult route(RoutingRequest routingRequest) {
        Candidate candidate = choose(routingRequest);
        Optional<AreaCode> recused = recusal.find(
                routingRequest.words(),
                routingRequest.classification().kind(),
                routingRequest.place(),
                routingRequest.day());
        Owner owner = candidate.owner();
        boolean isOpen = routingRequest.classification().confidentiality() == Confidentiality.OPEN
                && recused.isEmpty()
                && candidate.category().isOpen();
        List<String> why = candidate.why(isOpen);
        if (recused.isPresent() && owner.isRecusedBy(recused.get())) {
            owner = recusal.nextLevelOwner(recused.get(), routingRequest.day());
            why.add("说的是" + Recusal.levelName(recused.get()) + "自己的人，按回避交上一级");
        }
        RoutingDecision routingDecision = new RoutingDecision(
                owner,
                collaborators(routingRequest, owner, recused),
                candidate.rule(),
                List.copyOf(why),
                candidate.confidence(),
                catalogue.hash(),
                alternatives(routingRequest, owner, recused),
                recused);
        return new RoutingResult(candidate.category().code(), isOpen, routingDecision);
    }

    private Candidate choose(RoutingRequest routingRequest) {
        if (UntranscribedVoice.isPlaceholder(routingRequest.words())) {
            return new Candidate(
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
            return new Candidate(
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
            return new Candidate(
                    owner,
                    defaultCategory(routingRequest),
                    "封存",
                    List.of(owner.isSameAs(usual) ? "举报一类，封存后只由专人看" : "说到了管封存件的单位自己，按回避交给县里另外指定的人"),
                    RULE_CONFIDENCE);
        }
        if (classification.sensitive().isPresent()) {
            KeywordTopic keywordTopic = classification.sensitive().get();
            return new Candidate(
                    ownerResolver.resolve(keywordTopic.owner(), routingRequest.place(), routingRequest.day()),
                    defaultCategory(routingRequest),
                    keywordTopic.name(),
                    List.of("不宜公开的事：" + keywordTopic.name() + "，交固定的单位，不进群"),
                    RULE_CONFIDENCE);
        }
        Optional<RoutingRule> routingRule = matchingRule(routingRequest);
        if (routingRule.isPresent()) {
            return byRule(routingRequest, routingRule.get());
        }
        return routingRequest.place().isAway() ? byPlaceOfStay(routingRequest) : byCategory(routingRequest);
    }

    private Candidate emergency(RoutingRequest routingRequest, KeywordTopic keywordTopic) {
        Owner owner = keywordTopic.isPrivate()
                ? ownerResolver
                        .department(Department.DUTY, routingRequest.place())
                        .orElseGet(ownerResolver::desk)
                : ownerResolver
                        .nearestStaffed(routingRequest.place(), OwnerType.GRID, routingRequest.day())
                        .or(() -> ownerResolver.department(Department.DUTY, routingRequest.place()))
                        .orElseGet(ownerResolver::desk);
        return new Candidate(
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
                        && routingRule.appliesAt(routingRequest.place())
                        && !(routingRule.areas().isEmpty()
                                && routingRequest.place().isAway())
                        && routingRule.excludedWords().stream().noneMatch(routingRequest.words()::contains))
                .findFirst();
    }

    private Candidate byRule(RoutingRequest routingRequest, RoutingRule routingRule) {
        Category category = catalogue.category(routingRule.category()).orElseGet(() -> defaultCategory(routingRequest));
        List<String> matchedWords = routingRule.words().stream()
                .filter(routingRequest.words()::contains)
                .limit(1)
                .toList();
        return new Candidate(
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
    private Candidate byPlaceOfStay(RoutingRequest routingRequest) {
        Owner owner = ownerResolver
                .nearestStaffed(routingRequest.place(), OwnerType.AWAY_GRID, routingRequest.day())
                .or(() -> ownerResolver.department(OwnerResolver.FEDERATION, routingRequest.place()))
                .orElseGet(ownerResolver::desk);
        return new Candidate(
                owner,
                defaultCategory(routingRequest),
                "域外当地的事",
                List.of("人在外地，事也在外地：归域外网格，县工商联记作协办，期限跟县里一样"),
                CATEGORY_CONFIDENCE);
    }

    private Candidate byCategory(RoutingRequest routingRequest) {
        List<CategoryMatch> ranked = routingRequest.classification().ranked();
        if (ranked.isEmpty()) {
            return new Candidate(
                    ownerResolver.desk(), defaultCategory(routingRequest), "兜底", List.of("没有听出是哪一类的事，由受理台看过再派"), 0);
        }
        CategoryMatch best = ranked.getFirst();
        Owner owner = byCatalogue(best.category(), routingRequest);
        double confidence = confidence(best, owner, routingRequest);
        List<String> why = List.of(
                "派单目录“" + best.category().name() + "”",
                confidence < CONFIDENCE_THRESHOLD ? "还像别的事，把握不够，由受理台看过再派" : "把握 " + Math.round(confidence * 100) + "%");
        return confidence < CONFIDENCE_THRESHOLD
                ? new Candidate(ownerResolver.desk(), best.category(), "把握不够", best.words(), why, confidence)
                : new Candidate(owner, best.category(), "派单目录", best.words(), why, confidence);
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

    /**
     * 县工商联 collaborates on every matter of a member in another city, except where few may know: what is sealed, a danger
     * at home, a matter about one of the chain. Of private matters it helps with complaints about the place of stay,
     * such as wages.
     */
    private List<Owner> collaborators(RoutingRequest routingRequest, Owner owner, Optional<AreaCode> recused) {
        Classification classification = routingRequest.classification();
        boolean isForFew = recused.isPresent()
                || classification.confidentiality() == Confidentiality.SEALED
                || classification.emergency().filter(KeywordTopic::isPrivate).isPresent();
        boolean isOpenToHelp = classification.sensitive().isEmpty()
                || routingRequest.place().isAway() && classification.kind() == RequestKind.COMPLAINT;
        return routingRequest.isFromAfar() && !isForFew && isOpenToHelp
                ? ownerResolver
                        .department(OwnerResolver.FEDERATION, routingRequest.place())
                        .filter(federation -> !federation.isSameAs(owner))
                        .stream()
                        .toList()
                : List.of();
    }

    /** None for a sealed ticket: those who may not know of it, and whom it is about, are not proposed either. */
    private List<Owner> alternatives(RoutingRequest routingRequest, Owner owner, Optional<AreaCode> recused) {
        if (routingRequest.classification().confidentiality() == Confidentiality.SEALED) {
            return List.of();
        }
        List<Owner> next = new ArrayList<>();
        routingRequest.classification().ranked().stream()
                .map(categoryMatch -> ownerResolver.resolve(
                        categoryMatch.category().owner(), routingRequest.place(), routingRequest.day()))
                .forEach(next::add);
        ownerResolver
                .nearestStaffed(routingRequest.place(), OwnerType.GRID, routingRequest.day())
                .ifPresent(next::add);
        ownerResolver
                .nearestStaffed(routingRequest.place(), OwnerType.TOWNSHIP, routingRequest.day())
                .ifPresent(next::add);
        next.add(ownerResolver.desk());
        List<Owner> distinct = new ArrayList<>();
        for (Owner one : next) {
            boolean isKnown = one.isSameAs(owner) || distinct.stream().anyMatch(one::isSameAs);
            if (!isKnown && recused.map(area -> !one.isRecusedBy(area)).orElse(true)) {
                distinct.add(one);
            }
        }
        return List.copyOf(distinct.subList(0, Math.min(2, distinct.size())));
    }

    private Category defaultCategory(RoutingRequest routingRequest) {
        return routingRequest
                .classification()
                .best()
                .map(CategoryMatch::category)
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
