package lianhu.simulator;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import lianhu.simulator.callback.Courier;
import lianhu.simulator.callback.Gateways;
import lianhu.simulator.control.Control;
import lianhu.simulator.fault.Faults;
import lianhu.simulator.wecom.CgiBin;
import lianhu.simulator.wecom.Tokens;
import lianhu.simulator.world.Corp;
import lianhu.simulator.world.Counts;
import lianhu.simulator.world.DemoFolder;
import lianhu.simulator.world.Journal;
import lianhu.simulator.world.MassTasks;
import lianhu.simulator.world.MovableClock;
import lianhu.simulator.world.Setup;
import lianhu.simulator.world.World;

/** A running WeCom on this machine; everything is in memory and ends with {@link #close()}. */
public final class Simulator implements AutoCloseable {

    private static final int START_SECONDS = 20;

    private final Vertx vertx;
    private final Corp corp;
    private final Faults faults;
    private final Gateways gateways;
    private final Courier courier;
    private final HttpServer server;

    private Simulator(Setup setup, int port) throws IOException {
        this.vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(2)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(2)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        this.corp = new Corp(setup, InstantSource.system());
        this.faults = new Faults();
        this.gateways = new Gateways();
        this.courier = new Courier(vertx, corp, faults, gateways);
        Tokens tokens = new Tokens(corp);
        Router router = Router.router(vertx);
        // A page from elsewhere is refused; that is no error of ours and needs no stack trace.
        router.errorHandler(
                403, context -> context.response().setStatusCode(403).end());
        new Page().mount(router);
        new CgiBin(vertx, corp, faults, tokens).mount(router);
        new Control(vertx, corp, faults, tokens, gateways, courier).mount(router);
        this.server = vertx.createHttpServer(
                        new HttpServerOptions().setHost("127.0.0.1").setPort(port))
                .requestHandler(router);
        try {
            await(server.listen());
        } catch (IOException taken) {
            close();
            throw taken;
        }
        corp.address("http://127.0.0.1:" + server.actualPort());
    }

    /** Port 0 takes a free one. */
    public static Simulator start(Setup setup, int port) throws IOException {
        return new Simulator(setup, port);
    }

    /** With the published defaults, on a free port. */
    public static Simulator start() throws IOException {
        return start(Setup.demonstration(), 0);
    }

    public int port() {
        return server.actualPort();
    }

    public URI url() {
        return URI.create(corp.address());
    }

    /** Where callbacks go from now on; several copies take turns. */
    public void gateways(URI... copies) {
        gateways.set(List.of(copies));
    }

    public void load(Path demoFolder) throws IOException {
        DemoFolder.load(demoFolder, corp.world());
    }

    public Setup setup() {
        return corp.setup();
    }

    public World world() {
        return corp.world();
    }

    /** Mass messages and their confirmation. */
    public MassTasks massTasks() {
        return corp.massTasks();
    }

    public Journal journal() {
        return corp.journal();
    }

    public Faults faults() {
        return faults;
    }

    public MovableClock clock() {
        return corp.clock();
    }

    public Counts counts() {
        return corp.counts();
    }

    @Override
    public void close() {
        courier.close();
        CountDownLatch closed = new CountDownLatch(1);
        vertx.close().onComplete(done -> closed.countDown());
        try {
            if (!closed.await(START_SECONDS, TimeUnit.SECONDS)) {
                System.getLogger("lianhu.simulator").log(System.Logger.Level.WARNING, "the simulator does not end");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(Future<HttpServer> listening) throws IOException {
        try {
            listening.toCompletionStage().toCompletableFuture().get(START_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            throw new IOException("the simulator cannot listen: " + failed.getMessage(), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }
}
