package lianhu.embedded;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Keeps one server alive: starts or adopts it, brings it back when it dies, and stops it in the end. */
final class Keeper {
    private static final System.Logger LOG = System.getLogger(Keeper.class.getName());
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    /** Whoever dies again before this is given ever longer pauses, as on a full disk. */
    private static final Duration STABLE = Duration.ofSeconds(30);

    private final Server server;
    private @Nullable Thread watch;
    private volatile @Nullable ProcessHandle process;

    Keeper(Server server) {
        this.server = server;
    }

    void start() {
        process = server.adoptOrStart();
        watch = Thread.ofVirtual().name("keeper of " + server.name()).start(this::watch);
    }

    long pid() {
        var current = process;
        return current == null ? 0 : current.pid();
    }

    void stop() {
        endWatch();
        var last = process;
        if (last == null || !Command.lives(last)) {
            return;
        }
        server.askToStop(last);
        if (!Waiting.until(STOP_LIMIT, () -> !Command.lives(last))) {
            LOG.log(System.Logger.Level.WARNING, "{0} still ends and is left to itself", server.name());
        }
    }

    /** Looks by itself: {@code ProcessHandle.onExit} of an adopted process, no child of ours, is seconds late. */
    private void watch() {
        var pause = LOOK_EVERY;
        var lastStart = System.nanoTime();
        try {
            while (true) {
                Thread.sleep(LOOK_EVERY);
                var current = process;
                if (current != null && Command.lives(current)) {
                    continue;
                }
                pause = System.nanoTime() - lastStart > STABLE.toNanos() ? LOOK_EVERY : longer(pause);
                Thread.sleep(pause);
                comeBack();
                lastStart = System.nanoTime();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void comeBack() {
        LOG.log(System.Logger.Level.WARNING, "{0} died and is started again", server.name());
        try {
            process = server.comeBack();
            LOG.log(System.Logger.Level.INFO, "{0} is back", server.name());
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, e.getMessage());
        }
    }

    private static Duration longer(Duration pause) {
        var doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    private void endWatch() {
        var thread = watch;
        if (thread == null) {
            return;
        }
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
