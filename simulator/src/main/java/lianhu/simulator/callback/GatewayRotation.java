package lianhu.simulator.callback;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The addresses of the gateway; several copies take turns, as behind a load balancer. */
public final class GatewayRotation {

    private final AtomicInteger turn = new AtomicInteger();
    private volatile List<URI> urls = List.of();

    public void set(List<URI> copies) {
        urls = List.copyOf(copies);
    }

    public List<URI> all() {
        return urls;
    }

    public Optional<URI> next() {
        List<URI> now = urls;
        return now.isEmpty()
                ? Optional.empty()
                : Optional.of(now.get(Math.floorMod(turn.getAndIncrement(), now.size())));
    }
}
