package lianhu.simulator.fault;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;

/** The faults that are switched on; the first that fits happens. */
public final class Faults {

    private final List<Armed> armed = new ArrayList<>();
    private Random random = new Random(1);

    public synchronized void add(Fault fault) {
        armed.add(new Armed(fault));
    }

    public synchronized void clear() {
        armed.clear();
    }

    /** The same seed and the same calls give the same faults. */
    public synchronized void seed(long seed) {
        random = new Random(seed);
    }

    public Optional<Fault> take(String endpoint) {
        return take(endpoint, fault -> true);
    }

    public synchronized Optional<Fault> take(String endpoint, Predicate<Fault> which) {
        for (Armed one : armed) {
            if (one.fault.meets(endpoint)
                    && which.test(one.fault)
                    && one.left != 0
                    && (one.fault.chance() >= 1 || random.nextDouble() < one.fault.chance())) {
                one.left--;
                one.happened++;
                return Optional.of(one.fault);
            }
        }
        return Optional.empty();
    }

    public synchronized JsonArray json() {
        JsonArray all = new JsonArray();
        for (Armed one : armed) {
            all.add(new JsonObject()
                    .put("on", one.fault.on())
                    .put("fault", one.fault.kind())
                    .put("times", one.fault.times())
                    .put("chance", one.fault.chance())
                    .put("millis", one.fault.millis())
                    .put("happened", one.happened));
        }
        return all;
    }

    private static final class Armed {
        final Fault fault;
        int left;
        int happened;

        Armed(Fault fault) {
            this.fault = fault;
            this.left = fault.times() < 0 ? -1 : fault.times();
        }
    }
}
