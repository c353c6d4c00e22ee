package lianhu.telephony.eventloop;

import io.smallrye.mutiny.Uni;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;

/** Runs the tasks of one call one after another, and those of different calls side by side. Used on one event loop only. */
public final class SerialExecutor {
    private static final System.Logger LOG = System.getLogger(SerialExecutor.class.getName());

    private final Map<String, Deque<Uni<Void>>> waiting = new HashMap<>();
    private final Executor loop;

    /** @param loop the event loop, on which each task begins */
    public SerialExecutor(Executor loop) {
        this.loop = loop;
    }

    /** @param task begins when all earlier tasks of this call have ended, well or badly */
    public void execute(String call, Uni<Void> task) {
        Deque<Uni<Void>> queue = waiting.get(call);
        if (queue != null) {
            queue.add(task);
            return;
        }
        waiting.put(call, new ArrayDeque<>());
        run(call, task);
    }

    /** Whether a task of this call runs or waits. */
    public boolean isBusy(String call) {
        return waiting.containsKey(call);
    }

    /** How many tasks of this call wait behind the one that runs. */
    public int waiting(String call) {
        Deque<Uni<Void>> queue = waiting.get(call);
        return queue == null ? 0 : queue.size();
    }

    private void run(String call, Uni<Void> task) {
        task.emitOn(loop).subscribe().with(done -> next(call), failed -> {
            LOG.log(Level.ERROR, "an event of call " + call + " was not handled", failed);
            next(call);
        });
    }

    private void next(String call) {
        Deque<Uni<Void>> queue = waiting.getOrDefault(call, new ArrayDeque<>());
        Uni<Void> task = queue.poll();
        if (task == null) {
            waiting.remove(call);
        } else {
            run(call, task);
        }
    }
}
