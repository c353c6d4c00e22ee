package lianhu.bench.harness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Finds free ports. */
public final class FreePorts {
    /** Below the ephemeral port range, so that no outgoing connection takes the port before it is used. */
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
