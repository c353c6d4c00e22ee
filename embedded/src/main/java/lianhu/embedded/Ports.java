package lianhu.embedded;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntPredicate;

/** Chooses the ports of the embedded servers. */
final class Ports {
    // Below 32768, where the range of outgoing connections begins: one of those could take the port, and a connection
    // to a port of that range can even be connected to itself.
    private static final int FIRST = 20_000;
    private static final int BEHIND_LAST = 30_000;

    static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    static boolean isFreeForUdp(int port) {
        try (var socket = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    static int anyFree() {
        return anyFree(Ports::isFree);
    }

    static int anyFreeForUdp() {
        return anyFree(Ports::isFreeForUdp);
    }

    private static int anyFree(IntPredicate isFree) {
        return ThreadLocalRandom.current()
                .ints(FIRST, BEHIND_LAST)
                .limit(1000)
                .filter(isFree)
                .findFirst()
                .orElseThrow(() ->
                        new EmbeddedException(StartFailure.FOREIGN_PROCESS, """
                        端口 %d 到 %d 都被占用了。请先停掉一些程序，再重新启动。
                        All ports of this range are taken. End some programs and start again.""".formatted(FIRST, BEHIND_LAST - 1)));
    }

    private Ports() {}
}
