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
import lianhu.simulator.callback.CallbackSender;
import lianhu.simulator.callback.GatewayRotation;
import lianhu.simulator.control.ControlApi;
import lianhu.simulator.fault.FaultInjector;
import lianhu.simulator.sms.SmsServiceApi;
import lianhu.simulator.speech.SpeechServerApi;
import lianhu.simulator.state.AdjustableClock;
import lianhu.simulator.state.CallCounts;
import lianhu.simulator.state.DemoFolder;
import lianhu.simulator.state.Journal;
import lianhu.simulator.state.MassMessageTasks;
import lianhu.simulator.state.Organisation;
import lianhu.simulator.state.SimulatedCorp;
import lianhu.simulator.state.SimulatorConfig;
import lianhu.simulator.wecom.CgiBinRouter;
import lianhu.simulator.wecom.SimulatedAccessTokens;

/** A simulated WeCom that listens on 127.0.0.1; all state is in memory and ends with {@link #close()}. */
public final class Simulator implements AutoCloseable {

    private static final int START_SECONDS = 20;

    private final Vertx vertx;
    private final SimulatedCorp simulatedCorp;
    private final FaultInjector faultInjector;
    private final GatewayRotation gatewayRotation;
    private final CallbackSender callbackSender;
    private final HttpServer server;

    private Simulator(SimulatorConfig simulatorConfig, int port) throws IOException {
        this.vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(2)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(2)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        this.simulatedCorp = new SimulatedCorp(simulatorConfig, InstantSource.system());
        this.faultInjector = new FaultInjector();
        this.gatewayRotation = new GatewayRotation();
        this.callbackSender = new CallbackSender(vertx, simulatedCorp, faultInjector, gatewayRotation);
        SimulatedAccessTokens simulatedAccessTokens = new SimulatedAccessTokens(simulatedCorp);
        Router router = Router.router(vertx);
        // A request from a foreign origin is refused; the refusal needs no stack trace.
        router.errorHandler(
                403, context -> context.response().setStatusCode(403).end());
        new StaticPages().mount(router);
        new CgiBinRouter(vertx, simulatedCorp, faultInjector, simulatedAccessTokens).mount(router);
        SmsServiceApi smsService =
                new SmsServiceApi(vertx, faultInjector, gatewayRotation, simulatedCorp.systemClock());
        SpeechServerApi speechServer = new SpeechServerApi(faultInjector);
        new ControlApi(
                        vertx,
                        simulatedCorp,
                        faultInjector,
                        simulatedAccessTokens,
                        gatewayRotation,
                        callbackSender,
                        smsService,
                        speechServer)
                .mount(router);
        smsService.mount(router);
        speechServer.mount(router);
        this.server = vertx.createHttpServer(
                        new HttpServerOptions().setHost("127.0.0.1").setPort(port))
                .requestHandler(router);
        try {
            await(server.listen());
        } catch (IOException portTaken) {
            close();
            throw portTaken;
        }
        simulatedCorp.address("http://127.0.0.1:" + server.actualPort());
    }

    /** Starts on the port; 0 takes a free one. */
    public static Simulator start(SimulatorConfig simulatorConfig, int port) throws IOException {
        return new Simulator(simulatorConfig, port);
    }

    /** Starts with the published defaults on a free port. */
    public static Simulator start() throws IOException {
        return start(SimulatorConfig.demonstration(), 0);
    }

    public int port() {
        return server.actualPort();
    }

    public URI url() {
        return URI.create(simulatedCorp.address());
    }

    /** Sets where callbacks go; several copies of the gateway take turns. */
    public void gateways(URI... copies) {
        gatewayRotation.set(List.of(copies));
    }

    public void load(Path demoFolder) throws IOException {
        DemoFolder.load(demoFolder, simulatedCorp.world());
    }

    public SimulatorConfig setup() {
        return simulatedCorp.setup();
    }

    public Organisation world() {
        return simulatedCorp.world();
    }

    /** The mass messages and their confirmation. */
    public MassMessageTasks massTasks() {
        return simulatedCorp.massTasks();
    }

    public Journal journal() {
        return simulatedCorp.journal();
    }

    public FaultInjector faults() {
        return faultInjector;
    }

    public AdjustableClock clock() {
        return simulatedCorp.clock();
    }

    public CallCounts counts() {
        return simulatedCorp.counts();
    }

    @Override
    public void close() {
        callbackSender.close();
        CountDownLatch closed = new CountDownLatch(1);
        vertx.close().onComplete(done -> closed.countDown());
        try {
            if (!closed.await(START_SECONDS, TimeUnit.SECONDS)) {
                System.getLogger("lianhu.simulator").log(System.Logger.Level.WARNING, "the simulator does not stop");
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
