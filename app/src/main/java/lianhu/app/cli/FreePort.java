package lianhu.app.cli;

import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;

/** Checks that a port is free, before anything starts. */
final class FreePort {
    /**
     * Returns when no program listens on the port, at any address of this machine.
     *
     * @param owner the program that needs the port, for the message
     * @throws ExitException when another program listens there
     */
    static void require(String owner, int port) {
        try (ServerSocket probe = new ServerSocket(port)) {
            probe.getLocalPort();
        } catch (BindException e) {
            if (String.valueOf(e.getMessage()).contains("in use")) {
                throw new ExitException(ExitException.PORT_TAKEN, """
                        端口 %d 已被占用，%s启动不了（也许已经有一份在运行）。请先停掉它，或用 --port、--simulator-port、--management-port 换一个端口。
                        Port %d is taken; perhaps a copy runs already. Stop it, or choose another port with --port, --simulator-port or --management-port.""".formatted(port, owner, port));
            }
        } catch (IOException e) {
            // the server's own start reports any other problem with the port
        }
    }

    private FreePort() {}
}
