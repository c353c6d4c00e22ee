package lianhu.core.consultation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import lianhu.core.routing.Owner;

/** What somebody wants of the consultations of a ticket. */
public sealed interface ConsultationRequest {
    /** @param parties those to call; the fixed ones of a meeting come by themselves */
    record Open(Matter matter, List<Owner> parties) implements ConsultationRequest {}

    /**
     * A party came, or says what it thinks; who came says what it did.
     *
     * @param party its place in the list, where the desk answers for a party that telephoned; empty for the party itself
     */
    record Answer(int number, Optional<Integer> party, ConsultationParty.Position position, String words)
            implements ConsultationRequest {}

    /**
     * The whistler ends it.
     *
     * @param came by the place of the party in the list; who is not in it came if it said so
     */
    record CallOff(int number, Map<Integer, Boolean> came, String words) implements ConsultationRequest {}

    record Decide(int number, Owner owner, String words) implements ConsultationRequest {}

    record EndMediation(int number, boolean isSettled, String words, Optional<Ending.HandOver> handOver)
            implements ConsultationRequest {}
}
