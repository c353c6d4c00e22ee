package lianhu.core.customergroup;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import lianhu.core.area.AreaCode;

/** The customer groups seen so far. */
public interface CustomerGroupRepository {
    /** All but the dismissed, by name. */
    Uni<List<CustomerGroup>> all();

    Uni<Optional<CustomerGroup>> find(String chat);

    /** Binds the group where the evidence suffices. An unchanged group is not written. */
    Uni<CustomerGroup> upsert(CustomerGroup.Snapshot snapshot);

    /** Ends the binding and the deliveries that wait for it. True when there was such a group. */
    Uni<Boolean> dismiss(String chat);

    /** Assigns the place by a person's decision. Empty when there is no such group. */
    Uni<Optional<CustomerGroup>> assign(String chat, AreaCode area);
}
