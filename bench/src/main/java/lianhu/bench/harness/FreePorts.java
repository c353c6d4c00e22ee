package lianhu.bench.harness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Free ports. */
public final class FreePorts {
    /** Below the range from which the system serves outgoing connections: one of those could take the port meanwhile. */
    public static int free() {
        return ThreadLocalRandom.current()
                .ints(20_000, 30_000)
                .limit(1000)
                .filter(FreePorts::isFree)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no free port between 20000 and 30000"));
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    private FreePorts() {}
}
