package lianhu.simulator.callback;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** How a delivery ended: the body of the first answer with status 200, or nothing after the last retry. */
public record CallbackResult(int attempts, @Nullable Buffer body) {}
