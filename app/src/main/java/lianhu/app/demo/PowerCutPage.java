package lianhu.app.demo;

import io.quarkus.security.Authenticated;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import lianhu.app.boot.AppSettings;
import org.jboss.logging.Logger;

/**
 * 拔电: ends the database of a demonstration with SIGKILL, as a power failure would. The supervisor of the embedded servers
 * starts it again. Only in a demonstration, only for its own database, and only from the same computer.
 */
@Path("/desk/demo/power-cut")
@Authenticated
public class PowerCutPage {
    private static final Logger LOG = Logger.getLogger(PowerCutPage.class);
    private static final String TEXT = MediaType.TEXT_PLAIN + ";charset=UTF-8";

    private final AppSettings settings;
    private final EmbeddedDatabase embeddedDatabase;

    PowerCutPage(AppSettings settings, EmbeddedDatabase embeddedDatabase) {
        this.settings = settings;
        this.embeddedDatabase = embeddedDatabase;
    }

    /** 204 when the process was killed; 404 outside a demonstration; 403 and 409 say why not. */
    @POST
    public Response cut(@Context HttpServerRequest request) {
        if (!settings.demo()) {
            return Response.status(Response.Status.NOT_FOUND).build();
        }
        boolean isForwarded = request.getHeader("X-Forwarded-For") != null;
        if (isForwarded || !isLocal(request.connection().remoteAddress())) {
            return refused(Response.Status.FORBIDDEN, "断电只能在运行演示的这台电脑上试");
        }
        Optional<ProcessHandle> postgres = embeddedDatabase.process();
        if (postgres.isEmpty()) {
            return refused(Response.Status.CONFLICT, "数据库不是演示自带的，不去动它");
        }
        LOG.warn("the demonstration kills its database");
        postgres.get().destroyForcibly();
        return Response.noContent().build();
    }

    private static boolean isLocal(SocketAddress peer) {
        try {
            return InetAddress.getByName(peer.hostAddress()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static Response refused(Response.Status status, String why) {
        return Response.status(status).type(TEXT).entity(why).build();
    }
}
