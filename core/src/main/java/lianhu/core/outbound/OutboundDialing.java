package lianhu.core.outbound;

import java.util.Optional;

/** Whether people can be called by telephone, and at which numbers. */
public interface OutboundDialing {
    /** Empty when nobody is called by telephone. */
    Optional<DialableNumbers> dialableNumbers();
}
