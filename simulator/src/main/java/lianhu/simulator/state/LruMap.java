package lianhu.simulator.state;

import java.util.LinkedHashMap;
import java.util.Map;

/** Keeps only the newest entries, so that a long load test does not fill the memory. */
public final class LruMap<K, V> extends LinkedHashMap<K, V> {

    private static final long serialVersionUID = 1L;

    private final int most;

    public LruMap(int most) {
        this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
    }
}
