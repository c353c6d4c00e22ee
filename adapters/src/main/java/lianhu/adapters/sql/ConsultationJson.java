package lianhu.adapters.sql;

import static lianhu.adapters.sql.RoutingJson.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import lianhu.core.consultation.Consultation;
import lianhu.core.consultation.ConsultationParty;
import lianhu.core.consultation.Ending;
import lianhu.core.consultation.Matter;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.ConsultationKind;
import lianhu.core.ticket.TicketNo;

/** Reads and writes the JSON of a {@link Consultation}, which is stored encrypted. */
public final class ConsultationJson {
    public static String write(Consultation one) {
        ObjectNode node =
                object().put("number", one.number()).put("kind", one.kind().name());
        node.put("words", one.matter().words());
        switch (one.matter()) {
            case Matter.Whistle whistle -> node.put("place", whistle.place());
            case Matter.Meeting meeting -> node.put("away", meeting.isAway());
            case Matter.Mediation mediation ->
                node.put("dispute", mediation.dispute().name())
                        .put("type", mediation.type().name())
                        .put("persons", mediation.persons());
        }
        node.set("convenor", actor(one.convenor()));
        ArrayNode parties = node.putArray("parties");
        one.parties().forEach(party -> parties.add(party(party)));
        node.put("openedAt", time(one.openedAt()))
                .put("answerBy", time(one.answerBy()))
                .put("endBy", time(one.endBy()))
                .put("answerTimeOver", one.isAnswerTimeOver());
        one.ending().ifPresent(ending -> node.set("ending", ending(ending)));
        return node.toString();
    }

    public static Consultation read(TicketNo ticket, String json) {
        JsonNode node = RoutingJson.parse(json);
        List<ConsultationParty> parties = new ArrayList<>();
        node.path("parties").forEach(part -> parties.add(party(part)));
        return new Consultation(
                ticket,
                node.path("number").intValue(),
                matter(node),
                actor(node.path("convenor")),
                parties,
                instant(node, "openedAt"),
                instant(node, "answerBy"),
                instant(node, "endBy"),
                node.path("answerTimeOver").booleanValue(),
                optional(node, "ending", ConsultationJson::ending));
    }

    private static Matter matter(JsonNode node) {
        String words = text(node, "words");
        return switch (ConsultationKind.valueOf(text(node, "kind"))) {
            case WHISTLE -> new Matter.Whistle(text(node, "place"), words);
            case MEETING -> new Matter.Meeting(node.path("away").booleanValue(), words);
            case MEDIATION ->
                new Matter.Mediation(
                        Matter.DisputeKind.valueOf(text(node, "dispute")),
                        Matter.MediationType.valueOf(text(node, "type")),
                        text(node, "persons"),
                        words);
        };
    }

    private static ObjectNode party(ConsultationParty party) {
        ObjectNode node = object();
        node.set("owner", RoutingJson.node(party.owner()));
        node.put("fixed", party.isFixed());
        party.answer()
                .ifPresent(answer -> node.set(
                        "answer",
                        object().put("at", time(answer.at()))
                                .put("by", answer.by())
                                .put("position", answer.position().name())
                                .put("words", answer.words())));
        party.report()
                .ifPresent(note ->
                        node.set("report", object().put("at", time(note.at())).put("words", note.words())));
        party.came().ifPresent(came -> node.put("came", came));
        return node;
    }

    private static ConsultationParty party(JsonNode node) {
        return new ConsultationParty(
                RoutingJson.owner(node.path("owner")),
                node.path("fixed").booleanValue(),
                optional(
                        node,
                        "answer",
                        part -> new ConsultationParty.Answer(
                                instant(part, "at"),
                                text(part, "by"),
                                ConsultationParty.Position.valueOf(text(part, "position")),
                                text(part, "words"))),
                optional(node, "report", part -> new ConsultationParty.Note(instant(part, "at"), text(part, "words"))),
                optional(node, "came", JsonNode::booleanValue));
    }

    private static ObjectNode ending(Ending ending) {
        ObjectNode node = object().put("at", time(ending.at()));
        node.set("by", actor(ending.by()));
        node.put("outcome", ending.outcome().name()).put("words", ending.words());
        ending.owner().ifPresent(owner -> node.set("owner", RoutingJson.node(owner)));
        ending.handOver()
                .ifPresent(handOver -> node.set(
                        "handOver", object().put("way", handOver.way().name()).put("reference", handOver.reference())));
        return node;
    }

    private static Ending ending(JsonNode node) {
        return new Ending(
                instant(node, "at"),
                actor(node.path("by")),
                Ending.Outcome.valueOf(text(node, "outcome")),
                text(node, "words"),
                optional(node, "owner", RoutingJson::owner),
                optional(
                        node,
                        "handOver",
                        part -> new Ending.HandOver(
                                Ending.HandOver.Way.valueOf(text(part, "way")), text(part, "reference"))));
    }

    private static ObjectNode actor(Actor actor) {
        return object().put("type", actor.type().name()).put("id", actor.id()).put("name", actor.name());
    }

    private static Actor actor(JsonNode node) {
        return new Actor(Actor.Type.valueOf(text(node, "type")), text(node, "id"), text(node, "name"));
    }

    private static <T> Optional<T> optional(JsonNode node, String name, Function<JsonNode, T> read) {
        return node.has(name) ? Optional.of(read.apply(node.path(name))) : Optional.empty();
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static String time(Instant at) {
        return PgTimestamps.truncate(at).toString();
    }

    private static Instant instant(JsonNode node, String name) {
        return Instant.parse(text(node, name));
    }

    private ConsultationJson() {}
}
