package lianhu.simulator.state;

import java.time.Duration;
import java.time.InstantSource;

/** All state of the simulated WeCom. */
public final class SimulatedCorp {

    private final SimulatorConfig simulatorConfig;
    private final InstantSource real;
    private final AdjustableClock clock;
    private final Organisation organisation = new Organisation();
    private final CallCounts callCounts = new CallCounts();
    private final Journal journal;
    private final SimulatedCards simulatedCards;
    private final TemporaryMedia temporaryMedia;
    private final OneTimeCodes<ResponseTarget> responseUrls;
    private final SimulatedCustomerGroups customers;
    private final MassMessageTasks massMessageTasks;
    private final SimulatedKf simulatedKf;
    private volatile String address = "http://127.0.0.1";

    /** The callback that a response_url answers, and its address. */
    public record ResponseTarget(Address place, String msgid) {}

    public SimulatedCorp(SimulatorConfig simulatorConfig, InstantSource real) {
        this.simulatorConfig = simulatorConfig;
        this.real = real;
        this.clock = new AdjustableClock(real);
        this.journal = new Journal(real, simulatorConfig.journalLimit());
        this.simulatedCards = new SimulatedCards(clock, journal);
        this.temporaryMedia = new TemporaryMedia(clock);
        this.customers = new SimulatedCustomerGroups(organisation, clock);
        this.massMessageTasks = new MassMessageTasks(clock, journal, customers);
        this.simulatedKf = new SimulatedKf(clock, journal);
        // One hour: document 101138.
        this.responseUrls = new OneTimeCodes<>(clock, Duration.ofHours(1));
    }

    public SimulatorConfig setup() {
        return simulatorConfig;
    }

    /** The clock of the timestamps on callbacks. */
    public InstantSource systemClock() {
        return real;
    }

    public AdjustableClock clock() {
        return clock;
    }

    public Organisation world() {
        return organisation;
    }

    public CallCounts counts() {
        return callCounts;
    }

    public Journal journal() {
        return journal;
    }

    public SimulatedCards cards() {
        return simulatedCards;
    }

    public TemporaryMedia media() {
        return temporaryMedia;
    }

    public SimulatedCustomerGroups customers() {
        return customers;
    }

    public MassMessageTasks massTasks() {
        return massMessageTasks;
    }

    public SimulatedKf customerService() {
        return simulatedKf;
    }

    public OneTimeCodes<ResponseTarget> responseUrls() {
        return responseUrls;
    }

    /** The URL of this simulator, known after it listens. */
    public String address() {
        return address;
    }

    public void address(String url) {
        address = url;
    }
}
