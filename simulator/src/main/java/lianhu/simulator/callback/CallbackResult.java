package lianhu.simulator.callback;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** The result of a delivery: the body of the first answer with status 200, or null after the last retry. */
public record CallbackResult(int attempts, @Nullable Buffer body) {}
