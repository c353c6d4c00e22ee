package lianhu.simulator.fault;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;

/** Holds the active faults; the first that applies to a call or a callback is injected. */
public final class FaultInjector {

    private final List<ArmedFault> armedFaults = new ArrayList<>();
    private Random random = new Random(1);

    public synchronized void add(InjectedFault injectedFault) {
        armedFaults.add(new ArmedFault(injectedFault));
    }

    public synchronized void clear() {
        armedFaults.clear();
    }

    /** Restarts the random choice: the same seed and the same calls give the same faults. */
    public synchronized void seed(long seed) {
        random = new Random(seed);
    }

    public Optional<InjectedFault> claim(String endpoint) {
        return claim(endpoint, injectedFault -> true);
    }

    public synchronized Optional<InjectedFault> claim(String endpoint, Predicate<InjectedFault> which) {
        for (ArmedFault one : armedFaults) {
            if (one.injectedFault.appliesTo(endpoint)
                    && which.test(one.injectedFault)
                    && one.left != 0
                    && (one.injectedFault.chance() >= 1 || random.nextDouble() < one.injectedFault.chance())) {
                one.left--;
                one.happened++;
                return Optional.of(one.injectedFault);
            }
        }
        return Optional.empty();
    }

    public synchronized JsonArray json() {
        JsonArray all = new JsonArray();
        for (ArmedFault one : armedFaults) {
            all.add(new JsonObject()
                    .put("on", one.injectedFault.on())
                    .put("fault", one.injectedFault.kind())
                    .put("times", one.injectedFault.times())
                    .put("chance", one.injectedFault.chance())
                    .put("millis", one.injectedFault.millis())
                    .put("happened", one.happened));
        }
        return all;
    }

    private static final class ArmedFault {
        final InjectedFault injectedFault;
        int left;
        int happened;

        ArmedFault(InjectedFault injectedFault) {
            this.injectedFault = injectedFault;
            this.left = injectedFault.times() < 0 ? -1 : injectedFault.times();
        }
    }
}
