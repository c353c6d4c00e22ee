package lianhu.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** Sends requests over keep-alive connections from one thread, so that the client uses little processor time. */
public final class LoadGenerator {
    /** A response that takes longer counts as a failure. */
    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(10);
    /** A selector sleeps whole milliseconds; the last millisecond before a scheduled send uses shorter sleeps. */
    private static final long MILLISECOND = 1_000_000;

    private static final long SELECT_PAUSE = 100_000;

    private final InetSocketAddress server;

    public LoadGenerator(InetSocketAddress server) {
        this.server = server;
    }

    /** Each connection sends the next request after a response, until the time is over or all requests are sent. */
    public LoadResult closedLoop(List<WireRequest> wireRequests, int connections, Duration time) {
        return new LoadRun(wireRequests.iterator(), connections, 0, time).run();
    }

    /** Sends at a fixed rate; latency counts from the scheduled time, so that it includes waiting. */
    public LoadResult openLoop(List<WireRequest> wireRequests, int connections, double perSecond) {
        Duration time = Duration.ofNanos((long) (wireRequests.size() / perSecond * 1e9));
        return new LoadRun(wireRequests.iterator(), connections, perSecond, time).run();
    }

    private final class LoadRun {
        private final Iterator<WireRequest> wireRequests;
        private final double perSecond;
        private final Duration time;
        private final int connections;
        private final LoadResult loadResult = new LoadResult();
        private final Deque<HttpConnection> idle = new ArrayDeque<>();
        private final Set<HttpConnection> busy = new HashSet<>();
        private long begin;
        private long sent;

        LoadRun(Iterator<WireRequest> wireRequests, int connections, double perSecond, Duration time) {
            this.wireRequests = wireRequests;
            this.connections = connections;
            this.perSecond = perSecond;
            this.time = time;
        }

        LoadResult run() {
            try (Selector selector = Selector.open()) {
                for (int i = 0; i < connections; i++) {
                    idle.add(new HttpConnection(server, selector));
                }
                begin = System.nanoTime();
                drive(selector);
                loadResult.setElapsed(System.nanoTime() - begin);
                busy.forEach(unanswered -> {
                    loadResult.addFailure("no answer");
                    unanswered.close();
                });
                idle.forEach(HttpConnection::close);
                return loadResult;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void drive(Selector selector) throws IOException {
            long end = begin + time.toNanos();
            while (true) {
                long now = System.nanoTime();
                boolean isOver = !wireRequests.hasNext() || perSecond == 0 && now - end >= 0;
                if (!isOver) {
                    sendWhatIsDue(now);
                }
                if (isOver && busy.isEmpty()
                        || now - end > RESPONSE_TIMEOUT.toNanos()
                        || idle.isEmpty() && busy.isEmpty()) {
                    return;
                }
                await(selector, isOver);
                Iterator<SelectionKey> ready = selector.selectedKeys().iterator();
                while (ready.hasNext()) {
                    serve(ready.next());
                    ready.remove();
                }
            }
        }

        private void sendWhatIsDue(long now) {
            while (wireRequests.hasNext() && !idle.isEmpty() && (perSecond == 0 || due() - now <= 0)) {
                long from = perSecond == 0 ? System.nanoTime() : due();
                sent++;
                HttpConnection httpConnection = idle.remove();
                busy.add(httpConnection);
                try {
                    httpConnection.send(wireRequests.next(), from);
                } catch (IOException e) {
                    fail(httpConnection);
                }
            }
        }

        private long due() {
            return begin + (long) (sent / perSecond * 1e9);
        }

        private void await(Selector selector, boolean isOver) throws IOException {
            long pause = perSecond == 0 || isOver || idle.isEmpty() ? Long.MAX_VALUE : due() - System.nanoTime();
            if (pause >= 2 * MILLISECOND) {
                selector.select(Math.min(100, pause / MILLISECOND - 1));
                return;
            }
            if (pause > 0) {
                LockSupport.parkNanos(Math.min(pause, SELECT_PAUSE));
            }
            selector.selectNow();
        }

        private void serve(SelectionKey key) {
            HttpConnection httpConnection = (HttpConnection) key.attachment();
            try {
                if (key.isWritable()) {
                    httpConnection.write();
                }
                if (key.isReadable() && httpConnection.read()) {
                    WireRequest wireRequest = httpConnection.wireRequest;
                    if (wireRequest == null) {
                        throw new IOException("an answer that nobody asked for");
                    }
                    long took = System.nanoTime() - httpConnection.from;
                    httpConnection.wireRequest = null;
                    loadResult.record(wireRequest.msgid(), httpConnection.status(), httpConnection.body(), took);
                    busy.remove(httpConnection);
                    idle.add(httpConnection);
                }
            } catch (IOException e) {
                fail(httpConnection);
            }
        }

        private void fail(HttpConnection httpConnection) {
            loadResult.addFailure("connection lost");
            busy.remove(httpConnection);
            idle.remove(httpConnection);
            httpConnection.close();
        }
    }
}
