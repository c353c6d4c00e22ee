package lianhu.simulator;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import lianhu.simulator.state.SimulatedKf;

/** Serves the pages on which people use the simulated phones. */
final class StaticPages {

    void mount(Router router) throws IOException {
        serve(router, "/", "index.html", "text/html");
        serve(router, "/simulator.css", "simulator.css", "text/css");
        serve(router, "/simulator.js", "simulator.js", "text/javascript");
        serve(router, "/kf/" + SimulatedKf.ACCOUNT, "chat.html", "text/html");
        serve(router, "/chat.js", "chat.js", "text/javascript");
        serve(router, "/sms", "sms.html", "text/html");
        serve(router, "/sms.js", "sms.js", "text/javascript");
    }

    private static void serve(Router router, String path, String file, String type) throws IOException {
        try (InputStream in = StaticPages.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IOException(file + " is missing in the jar");
            }
            Buffer bytes = Buffer.buffer(in.readAllBytes());
            router.get(path)
                    .handler(context -> context.response()
                            .putHeader("Content-Type", type + "; charset=UTF-8")
                            .putHeader("Cache-Control", "no-cache")
                            .putHeader("Content-Security-Policy", "default-src 'self'; img-src 'self' data:")
                            .end(bytes));
        }
    }
}
