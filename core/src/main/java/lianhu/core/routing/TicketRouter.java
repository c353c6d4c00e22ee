package lianhu.core.routing;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lianhu.core.area.AreaCode;
import lianhu.core.catalogue.Catalogue;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.catalogue.KeywordTopic;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.catalogue.RequestKind;
import lianhu.core.classification.Classification;
import lianhu.core.roster.PostDirectory;

/**
 * Decides who gets a ticket, with reasons: the steps choose an owner, the recusal may replace it, and others help or are
 * proposed instead.
 */
@ApplicationScoped
public final class TicketRouter {
    private final Catalogue catalogue;
    private final OwnerResolver ownerResolver;
    private final Recusal recusal;
    private final RoutingSteps steps;

    public TicketRouter(Catalogue catalogue, OwnerResolver ownerResolver, PostDirectory postDirectory) {
        this.catalogue = catalogue;
        this.ownerResolver = ownerResolver;
        this.recusal = new Recusal(ownerResolver, postDirectory);
        this.steps = new RoutingSteps(catalogue, ownerResolver);
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

    /** The route with the category. */
    public record RoutingResult(String category, boolean isOpen, RoutingDecision route) {}

    /** Everybody who sees the ticket reads the reasons: they repeat a resident's words only of an open matter. */
    public RoutingResult route(RoutingRequest routingRequest) {
        RoutingCandidate candidate = steps.choose(routingRequest);
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
}
