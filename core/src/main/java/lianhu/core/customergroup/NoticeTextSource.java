package lianhu.core.customergroup;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.RenderedMessage;

/** What is to be said now. Empty when the time for it is over; fails when it must not be said yet. */
public interface NoticeTextSource {
    Uni<Optional<RenderedMessage>> load(Delivery delivery);
}
