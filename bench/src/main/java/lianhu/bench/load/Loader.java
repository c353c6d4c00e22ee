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

/** Sends requests over keep-alive connections from one thread, so that the client takes little of the machine. */
public final class Loader {
    /** An answer that takes longer than this is none. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** A selector sleeps whole milliseconds; the last one before a scheduled send is waited for in shorter naps. */
    private static final long MILLISECOND = 1_000_000;

    private static final long NAP = 100_000;

    private final InetSocketAddress server;

    public Loader(InetSocketAddress server) {
        this.server = server;
    }

    /** Each connection sends as soon as it was answered, until the time is up or everything was sent. */
    public Tally closedLoop(List<Post> posts, int connections, Duration time) {
        return new Round(posts.iterator(), connections, 0, time).run();
    }

    /** Sends by the clock, whatever the answers; latency counts from the scheduled moment, so waiting is not left out. */
    public Tally openLoop(List<Post> posts, int connections, double perSecond) {
        Duration time = Duration.ofNanos((long) (posts.size() / perSecond * 1e9));
        return new Round(posts.iterator(), connections, perSecond, time).run();
    }

    private final class Round {
        private final Iterator<Post> posts;
        private final double perSecond;
        private final Duration time;
        private final int connections;
        private final Tally tally = new Tally();
        private final Deque<Connection> idle = new ArrayDeque<>();
        private final Set<Connection> busy = new HashSet<>();
        private long begin;
        private long sent;

        Round(Iterator<Post> posts, int connections, double perSecond, Duration time) {
            this.posts = posts;
            this.connections = connections;
            this.perSecond = perSecond;
            this.time = time;
        }

        Tally run() {
            try (Selector selector = Selector.open()) {
                for (int i = 0; i < connections; i++) {
                    idle.add(new Connection(server, selector));
                }
                begin = System.nanoTime();
                drive(selector);
                tally.lasted(System.nanoTime() - begin);
                busy.forEach(unanswered -> {
                    tally.trouble("no answer");
                    unanswered.close();
                });
                idle.forEach(Connection::close);
                return tally;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void drive(Selector selector) throws IOException {
            long end = begin + time.toNanos();
            while (true) {
                long now = System.nanoTime();
                boolean isOver = !posts.hasNext() || perSecond == 0 && now - end >= 0;
                if (!isOver) {
                    sendWhatIsDue(now);
                }
                if (isOver && busy.isEmpty() || now - end > PATIENCE.toNanos() || idle.isEmpty() && busy.isEmpty()) {
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
            while (posts.hasNext() && !idle.isEmpty() && (perSecond == 0 || due() - now <= 0)) {
                long from = perSecond == 0 ? System.nanoTime() : due();
                sent++;
                Connection connection = idle.remove();
                busy.add(connection);
                try {
                    connection.send(posts.next(), from);
                } catch (IOException e) {
                    giveUp(connection);
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
                LockSupport.parkNanos(Math.min(pause, NAP));
            }
            selector.selectNow();
        }

        private void serve(SelectionKey key) {
            Connection connection = (Connection) key.attachment();
            try {
                if (key.isWritable()) {
                    connection.write();
                }
                if (key.isReadable() && connection.read()) {
                    Post post = connection.post;
                    if (post == null) {
                        throw new IOException("an answer that nobody asked for");
                    }
                    long took = System.nanoTime() - connection.from;
                    connection.post = null;
                    tally.answered(post.msgid(), connection.status(), connection.body(), took);
                    busy.remove(connection);
                    idle.add(connection);
                }
            } catch (IOException e) {
                giveUp(connection);
            }
        }

        private void giveUp(Connection connection) {
            tally.trouble("connection lost");
            busy.remove(connection);
            idle.remove(connection);
            connection.close();
        }
    }
}
