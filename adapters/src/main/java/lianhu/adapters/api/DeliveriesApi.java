package lianhu.adapters.api;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.DeliveryState;
import lianhu.core.query.TicketQueries;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.TicketNo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** 告知. */
@Path("/api/v1/deliveries")
@Produces(MediaType.APPLICATION_JSON)
@RequiresApiKey
@Tag(name = "告知")
public class DeliveriesApi {
    private static final int MAX_ITEMS = 500;

    private final TicketQueries ticketQueries;

    DeliveriesApi(TicketQueries ticketQueries) {
        this.ticketQueries = ticketQueries;
    }

    /** One delivery and its state. */
    public record DeliveryResponse(
            long id,
            @Nullable String ticket,
            @Nullable String receipt,
            String type,
            String to,
            String channel,
            String state,
            String why,
            int attempts,
            String at) {}

    /** The matching deliveries, up to the limit. */
    public record DeliveryPage(List<DeliveryResponse> items) {}

    @GET
    @Operation(summary = "列出告知", description = "例如 state=UNKNOWN：不知道到没到，要人看一眼的。")
    public Uni<DeliveryPage> list(
            @QueryParam("state") @DefaultValue("") String state,
            @Parameter(schema = @Schema(implementation = Integer.class)) @QueryParam("limit") @DefaultValue("100")
                    String limit) {
        return Uni.createFrom()
                .deferred(() -> ticketQueries
                        .deliveries(states(state), QueryParameters.limit(limit, 1, MAX_ITEMS), TicketsApi.VIEWER)
                        .map(found -> new DeliveryPage(
                                found.stream().map(DeliveriesApi::toResponse).toList())));
    }

    private static Set<DeliveryState> states(String text) {
        try {
            Set<DeliveryState> states = EnumSet.noneOf(DeliveryState.class);
            Arrays.stream(text.split(","))
                    .map(String::strip)
                    .filter(name -> !name.isEmpty())
                    .map(DeliveryState::valueOf)
                    .forEach(states::add);
            return states.isEmpty() ? EnumSet.allOf(DeliveryState.class) : states;
        } catch (IllegalArgumentException e) {
            throw new ApiException(Problem.malformed("state 应是这些里的：" + Arrays.toString(DeliveryState.values())));
        }
    }

    private static DeliveryResponse toResponse(Delivery one) {
        return new DeliveryResponse(
                one.id(),
                one.ticket().map(TicketNo::value).orElse(null),
                one.receipt().map(ReceiptNo::digits).orElse(null),
                one.type().name(),
                one.recipient().encode(),
                one.channel().name(),
                one.state().name(),
                one.why(),
                one.attempts(),
                TicketJsonMapper.time(one.at()));
    }
}
