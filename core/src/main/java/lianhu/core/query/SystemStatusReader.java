package lianhu.core.query;

import io.smallrye.mutiny.Uni;

/** Reads the status. The result never fails: a part that does not answer is part of the status. */
public interface SystemStatusReader {
    Uni<SystemStatus> read();
}
