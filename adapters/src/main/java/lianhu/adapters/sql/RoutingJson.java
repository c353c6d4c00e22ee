package lianhu.adapters.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import lianhu.core.area.AreaCode;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.routing.Owner;
import lianhu.core.routing.RoutingDecision;

/** Reads and writes the stored JSON of owners and routes. Field names are literals: stored data outlives code names. */
public final class RoutingJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    public static String write(RoutingDecision routingDecision) {
        return node(routingDecision).toString();
    }

    public static RoutingDecision route(String json) {
        return route(parse(json));
    }

    public static String write(List<Owner> owners) {
        return node(owners).toString();
    }

    public static List<Owner> owners(String json) {
        return owners(parse(json));
    }

    static ObjectNode node(Owner owner) {
        return NODES.objectNode()
                .put("type", owner.type().name())
                .put("id", owner.id())
                .put("name", owner.name());
    }

    static Owner owner(JsonNode node) {
        return new Owner(OwnerType.valueOf(text(node, "type")), text(node, "id"), text(node, "name"));
    }

    static ArrayNode node(Collection<Owner> owners) {
        ArrayNode array = NODES.arrayNode(owners.size());
        owners.forEach(owner -> array.add(node(owner)));
        return array;
    }

    static List<Owner> owners(JsonNode array) {
        List<Owner> owners = new ArrayList<>();
        array.forEach(node -> owners.add(owner(node)));
        return List.copyOf(owners);
    }

    static ObjectNode node(RoutingDecision routingDecision) {
        ObjectNode node = NODES.objectNode();
        node.set("owner", node(routingDecision.owner()));
        node.set("helpers", node(routingDecision.collaborators()));
        node.put("rule", routingDecision.rule());
        ArrayNode why = node.putArray("why");
        routingDecision.why().forEach(why::add);
        node.put("confidence", routingDecision.confidence()).put("rules", routingDecision.rulesHash());
        node.set("next", node(routingDecision.alternatives()));
        routingDecision.recusedArea().ifPresent(area -> node.put("recused", area.value()));
        return node;
    }

    static RoutingDecision route(JsonNode node) {
        List<String> why = new ArrayList<>();
        node.path("why").forEach(reason -> why.add(reason.asText()));
        return new RoutingDecision(
                owner(node.path("owner")),
                owners(node.path("helpers")),
                text(node, "rule"),
                List.copyOf(why),
                node.path("confidence").asDouble(),
                text(node, "rules"),
                owners(node.path("next")),
                node.has("recused") ? Optional.of(new AreaCode(text(node, "recused"))) : Optional.empty());
    }

    static JsonNode parse(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored value is no JSON", e);
        }
    }

    /** @throws IllegalStateException when the field is missing */
    static String text(JsonNode node, String name) {
        JsonNode value = node.get(name);
        if (value == null || !value.isTextual()) {
            throw new IllegalStateException("a stored value has no " + name);
        }
        return value.textValue();
    }

    private RoutingJson() {}
}
