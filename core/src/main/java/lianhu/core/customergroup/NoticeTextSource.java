package lianhu.core.customergroup;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.RenderedMessage;

/** Renders what a delivery says now. Empty when it is obsolete; fails when it must not be sent yet. */
public interface NoticeTextSource {
    Uni<Optional<RenderedMessage>> load(Delivery delivery);
}
