package lianhu.bot.wecom.client;

import io.vertx.mutiny.redis.client.Command;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import lianhu.bot.redis.RedisWithFallback;
import org.jspecify.annotations.Nullable;

/**
 * Lets one thread of all copies renew a token; WxJava's lock covers one process only, so that each copy would request a
 * token of its own. It only saves calls: a thread that waits longer than the lease goes ahead without the lock.
 */
final class AccessTokenLock implements Lock {
    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final String RELEASE =
            "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0";

    private final RedisWithFallback redis;
    private final String key;
    private final ReentrantLock local = new ReentrantLock();

    /** Written and read by the thread that holds {@link #local}. */
    private @Nullable String lockToken;

    AccessTokenLock(RedisWithFallback redis, String key) {
        this.redis = redis;
        this.key = key;
    }

    @Override
    public void lock() {
        local.lock();
        long end = System.nanoTime() + LEASE.toNanos();
        while (!tryAcquire() && System.nanoTime() - end < 0) {
            if (!pause()) {
                return;
            }
        }
    }

    @Override
    public void unlock() {
        String held = lockToken;
        lockToken = null;
        try {
            if (held != null) {
                redis.executeBlocking(answer -> 0, () -> 0, Command.EVAL, RELEASE, "1", key, held);
            }
        } finally {
            local.unlock();
        }
    }

    private boolean tryAcquire() {
        String wanted = UUID.randomUUID().toString();
        boolean isTaken = redis.executeBlocking(
                answer -> answer != null,
                () -> true,
                Command.SET,
                key,
                wanted,
                "NX",
                "PX",
                Long.toString(LEASE.toMillis()));
        lockToken = isTaken ? wanted : null;
        return isTaken;
    }

    private static boolean pause() {
        try {
            Thread.sleep(POLL);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void lockInterruptibly() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean tryLock() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean tryLock(long time, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Condition newCondition() {
        throw new UnsupportedOperationException();
    }
}
