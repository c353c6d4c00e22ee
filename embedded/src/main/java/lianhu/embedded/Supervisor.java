package lianhu.embedded;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Supervises one server: starts or adopts it, starts it again when it dies, and stops it in the end. */
final class Supervisor {
    private static final System.Logger LOG = System.getLogger(Supervisor.class.getName());
    private static final Duration CHECK_INTERVAL = Duration.ofMillis(100);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final Duration MAX_PAUSE = Duration.ofSeconds(10);
    /** A server that dies again within this time is started again after ever longer pauses, as on a full disk. */
    private static final Duration STABLE_AFTER = Duration.ofSeconds(30);

    private final ManagedServer managedServer;
    private @Nullable Thread watch;
    private volatile @Nullable ProcessHandle process;

    Supervisor(ManagedServer managedServer) {
        this.managedServer = managedServer;
    }

    void start() {
        process = managedServer.adoptOrStart();
        watch = Thread.ofVirtual().name("supervisor of " + managedServer.name()).start(this::watch);
    }

    long pid() {
        var current = process;
        return current == null ? 0 : current.pid();
    }

    void stop() {
        stopWatching();
        var last = process;
        if (last == null || !ProcessRunner.isAlive(last)) {
            return;
        }
        managedServer.requestStop(last);
        if (!Polling.until(STOP_LIMIT, () -> !ProcessRunner.isAlive(last))) {
            LOG.log(System.Logger.Level.WARNING, "{0} is still ending and is no longer awaited", managedServer.name());
        }
    }

    /**
     * Polls the process: {@code ProcessHandle.onExit} of an adopted process, which is no child of this one, is seconds
     * late.
     */
    private void watch() {
        var pause = CHECK_INTERVAL;
        var lastStart = System.nanoTime();
        try {
            while (true) {
                Thread.sleep(CHECK_INTERVAL);
                var current = process;
                if (current != null && ProcessRunner.isAlive(current)) {
                    continue;
                }
                pause = System.nanoTime() - lastStart > STABLE_AFTER.toNanos() ? CHECK_INTERVAL : nextPause(pause);
                Thread.sleep(pause);
                restart();
                lastStart = System.nanoTime();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void restart() {
        LOG.log(System.Logger.Level.WARNING, "{0} died and is started again", managedServer.name());
        try {
            process = managedServer.restart();
            LOG.log(System.Logger.Level.INFO, "{0} runs again", managedServer.name());
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, e.getMessage());
        }
    }

    private static Duration nextPause(Duration pause) {
        var doubled = pause.multipliedBy(2);
        return doubled.compareTo(MAX_PAUSE) < 0 ? doubled : MAX_PAUSE;
    }

    private void stopWatching() {
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
