package lianhu.core.routing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Level;
import lianhu.core.catalogue.Catalogue;
import lianhu.core.catalogue.Category;
import lianhu.core.catalogue.Discretion;
import lianhu.core.catalogue.Kind;
import lianhu.core.catalogue.Lead;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.catalogue.Rule;
import lianhu.core.catalogue.Topic;
import lianhu.core.people.Posts;
import lianhu.core.reading.Finding;
import lianhu.core.reading.Finding.Heard;
import lianhu.core.reading.WordIndex;
import lianhu.core.report.Unheard;

/**
 * Who gets it and why. The order of the steps is the same in every county (emergency, statutory exit, sealed, sensitive, rules,
 * dispatch catalogue, the grid's own small matters, out-of-county, the desk); what fills them is the county's folder.
 * Department duties are not handed to the grid (国办函〔2025〕66号: 不得把部门职责分派给基层).
 */
public final class RuleBook {
    /** Below it a person decides. */
    static final double SURE = 0.7;

    private static final double BY_RULE = 0.95;
    private static final double BY_ONE_CATEGORY = 0.93;

    private final Catalogue catalogue;
    private final Owners owners;
    private final Recusal recusal;
    private final WordIndex<Rule> rules = new WordIndex<>();

    public RuleBook(Catalogue catalogue, Owners owners, Posts posts) {
        this.catalogue = catalogue;
        this.owners = owners;
        this.recusal = new Recusal(owners, posts);
        catalogue.rules().forEach(rule -> rule.words().forEach(word -> rules.add(word, rule)));
    }

    /**
     * What is asked of the rule book.
     *
     * @param isFromHead the unit head speaks, so his own first step is behind us
     * @param isFromAfar a member in another city speaks, of here or of there
     */
    public record Matter(
            String words, Finding finding, AreaCode place, LocalDate day, boolean isFromHead, boolean isFromAfar) {
        public Matter(String words, Finding finding, AreaCode place, LocalDate day, boolean isFromHead) {
            this(words, finding, place, day, isFromHead, place.isAway());
        }
    }

    /** @param heard the resident's own words that decided; named in the why of what is open only */
    private record Choice(
            Owner owner, Category category, String rule, List<String> heard, List<String> why, double confidence) {
        Choice(Owner owner, Category category, String rule, List<String> why, double confidence) {
            this(owner, category, rule, List.of(), why, confidence);
        }

        List<String> why(boolean isOpen) {
            List<String> reasons = new ArrayList<>(why);
            if (isOpen && !heard.isEmpty()) {
                reasons.set(0, "话里有“" + String.join("”“", heard) + "”，" + reasons.getFirst());
            }
            return reasons;
        }
    }

    /** The route, with the category it was filed under. */
    public record Decision(String category, boolean isOpen, Route route) {}

    /** The why is stored for all to read who see the ticket: it repeats a resident's words only of what is open. */
    public Decision decide(Matter matter) {
        Choice choice = choose(matter);
        Optional<AreaCode> recused = recusal.of(matter.words(), matter.finding().kind(), matter.place(), matter.day());
        Owner owner = choice.owner();
        boolean isOpen = matter.finding().discretion() == Discretion.OPEN
                && recused.isEmpty()
                && choice.category().isOpen();
        List<String> why = choice.why(isOpen);
        if (recused.isPresent() && Recusal.isOfChain(owner, recused.get())) {
            owner = recusal.above(recused.get(), matter.day());
            why.add("说的是" + Recusal.levelName(recused.get()) + "自己的人，按回避交上一级");
        }
        Route route = new Route(
                owner,
                helpers(matter, owner, recused),
                choice.rule(),
                List.copyOf(why),
                choice.confidence(),
                catalogue.hash(),
                next(matter, owner, recused),
                recused);
        return new Decision(choice.category().code(), isOpen, route);
    }

    private Choice choose(Matter matter) {
        if (Unheard.is(matter.words())) {
            return new Choice(owners.desk(), plain(matter), Unheard.TITLE, List.of("来的是一段语音，要有人听了才知道什么事；听过以前不进群"), 0);
        }
        Finding finding = matter.finding();
        Optional<Topic> emergency = finding.emergency();
        if (emergency.isPresent()) {
            return emergency(matter, emergency.get());
        }
        if (finding.statutory().isPresent()) {
            Topic topic = finding.statutory().get();
            return new Choice(
                    owners.desk(),
                    plain(matter),
                    topic.name(),
                    List.of("有法定渠道：" + topic.name() + "，由受理台告知并收尾"),
                    BY_RULE);
        }
        if (finding.discretion() == Discretion.SEALED) {
            Lead lead = finding.sensitive().map(Topic::lead).orElse(Lead.DESK);
            return new Choice(
                    owners.of(lead, matter.place(), matter.day()),
                    plain(matter),
                    "封存",
                    List.of("举报一类，封存后只由专人看"),
                    BY_RULE);
        }
        if (finding.sensitive().isPresent()) {
            Topic topic = finding.sensitive().get();
            return new Choice(
                    owners.of(topic.lead(), matter.place(), matter.day()),
                    plain(matter),
                    topic.name(),
                    List.of("不宜公开的事：" + topic.name() + "，交固定的单位，不进群"),
                    BY_RULE);
        }
        Optional<Rule> rule = rule(matter);
        if (rule.isPresent()) {
            return byRule(matter, rule.get());
        }
        return matter.place().isAway() ? byStay(matter) : byCategory(matter);
    }

    private Choice emergency(Matter matter, Topic topic) {
        Owner owner = topic.isPrivate()
                ? owners.department(Department.DUTY, matter.place()).orElseGet(owners::desk)
                : owners.staffed(matter.place(), OwnerType.GRID, matter.day())
                        .or(() -> owners.department(Department.DUTY, matter.place()))
                        .orElseGet(owners::desk);
        return new Choice(
                owner, plain(matter), topic.name(), List.of("紧急：" + topic.name() + ",先叫最近的人，同时报值班室"), BY_RULE);
    }

    private Optional<Rule> rule(Matter matter) {
        Set<Rule> spoken = rules.meanings(matter.words());
        return catalogue.rules().stream()
                .filter(rule -> spoken.contains(rule)
                        && rule.holdsAt(matter.place())
                        && !(rule.areas().isEmpty() && matter.place().isAway())
                        && rule.unless().stream().noneMatch(matter.words()::contains))
                .findFirst();
    }

    private Choice byRule(Matter matter, Rule rule) {
        Category category = catalogue.category(rule.category()).orElseGet(() -> plain(matter));
        List<String> heard =
                rule.words().stream().filter(matter.words()::contains).limit(1).toList();
        return new Choice(
                owners.of(rule.lead(), matter.place(), matter.day()),
                category,
                rule.name(),
                heard,
                List.of("规则“" + rule.name() + "”", "例：“" + rule.example() + "”"),
                BY_RULE);
    }

    /**
     * Needs of the place of stay: the county's departments have no hand in another city, the away grid asks there (景宁).
     * Only rules that name an away place come before it.
     */
    private Choice byStay(Matter matter) {
        Owner owner = owners.staffed(matter.place(), OwnerType.AWAY_GRID, matter.day())
                .or(() -> owners.department(Owners.FEDERATION, matter.place()))
                .orElseGet(owners::desk);
        return new Choice(owner, plain(matter), "域外当地的事", List.of("人在外地，事也在外地：归域外网格，县工商联协办，期限跟县里一样"), BY_ONE_CATEGORY);
    }

    private Choice byCategory(Matter matter) {
        List<Heard> ranked = matter.finding().ranked();
        if (ranked.isEmpty()) {
            return new Choice(owners.desk(), plain(matter), "兜底", List.of("没有听出是哪一类的事，由受理台看过再派"), 0);
        }
        Heard best = ranked.getFirst();
        Owner owner = byCatalogue(best.category(), matter);
        double confidence = confidence(best, owner, matter);
        List<String> why = List.of(
                "派单目录“" + best.category().name() + "”",
                confidence < SURE ? "还像别的事，把握不够，由受理台看过再派" : "把握 " + Math.round(confidence * 100) + "%");
        return confidence < SURE
                ? new Choice(owners.desk(), best.category(), "把握不够", best.words(), why, confidence)
                : new Choice(owner, best.category(), "派单目录", best.words(), why, confidence);
    }

    private Owner byCatalogue(Category category, Matter matter) {
        boolean isForHead =
                category.isUnitFirst() && !matter.isFromHead() && matter.place().reaches(Level.UNIT);
        Lead lead = isForHead ? new Lead(OwnerType.UNIT, "") : category.lead();
        return owners.of(lead, matter.place(), matter.day());
    }

    /** A rival category counts only when it would go to somebody else: equal rivals leave it at one half. */
    private double confidence(Heard best, Owner owner, Matter matter) {
        int rival = matter.finding().ranked().stream()
                .skip(1)
                .filter(heard -> !byCatalogue(heard.category(), matter).isSameAs(owner))
                .mapToInt(Heard::weight)
                .max()
                .orElse(0);
        return Math.min(BY_ONE_CATEGORY, 1 - 0.5 * rival / best.weight());
    }

    /**
     * 县工商联 stands beside whoever works for a member in another city. Not where only few may know: what is sealed, a danger
     * at home, a matter about one of the chain. Of what is private it helps with complaints of the place of stay, such as
     * wages: nobody at home has another foot there.
     */
    private List<Owner> helpers(Matter matter, Owner owner, Optional<AreaCode> recused) {
        Finding finding = matter.finding();
        boolean isForFew = recused.isPresent()
                || finding.discretion() == Discretion.SEALED
                || finding.emergency().filter(Topic::isPrivate).isPresent();
        boolean isOpenToHelp =
                finding.sensitive().isEmpty() || matter.place().isAway() && finding.kind() == Kind.COMPLAINT;
        return matter.isFromAfar() && !isForFew && isOpenToHelp
                ? owners
                        .department(Owners.FEDERATION, matter.place())
                        .filter(federation -> !federation.isSameAs(owner))
                        .stream()
                        .toList()
                : List.of();
    }

    private List<Owner> next(Matter matter, Owner owner, Optional<AreaCode> recused) {
        List<Owner> next = new ArrayList<>();
        matter.finding().ranked().stream()
                .map(heard -> owners.of(heard.category().lead(), matter.place(), matter.day()))
                .forEach(next::add);
        owners.staffed(matter.place(), OwnerType.GRID, matter.day()).ifPresent(next::add);
        owners.staffed(matter.place(), OwnerType.TOWNSHIP, matter.day()).ifPresent(next::add);
        next.add(owners.desk());
        List<Owner> distinct = new ArrayList<>();
        for (Owner one : next) {
            boolean isKnown = one.isSameAs(owner) || distinct.stream().anyMatch(one::isSameAs);
            if (!isKnown && recused.map(area -> !Recusal.isOfChain(one, area)).orElse(true)) {
                distinct.add(one);
            }
        }
        return List.copyOf(distinct.subList(0, Math.min(2, distinct.size())));
    }

    private Category plain(Matter matter) {
        return matter.finding()
                .best()
                .map(Heard::category)
                .or(() -> catalogue.category("other"))
                .orElseGet(() -> new Category(
                        "other", "其他", "", matter.finding().kind(), List.of(), Lead.DESK, false, true, ""));
    }
}
