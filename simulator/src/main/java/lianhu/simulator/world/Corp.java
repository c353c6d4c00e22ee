package lianhu.simulator.world;

import java.time.Duration;
import java.time.InstantSource;

/** Everything the simulated WeCom keeps, in memory. */
public final class Corp {

    private final Setup setup;
    private final InstantSource real;
    private final MovableClock clock;
    private final World world = new World();
    private final Counts counts = new Counts();
    private final Journal journal;
    private final Cards cards;
    private final Media media;
    private final Codes<Answerable> responseUrls;
    private final CustomerGroups customers;
    private final MassTasks massTasks;
    private final CustomerService customerService;
    private volatile String address = "http://127.0.0.1";

    /** What a response_url answers: the callback and where its words were said. */
    public record Answerable(Place place, String msgid) {}

    public Corp(Setup setup, InstantSource real) {
        this.setup = setup;
        this.real = real;
        this.clock = new MovableClock(real);
        this.journal = new Journal(real, setup.journalLimit());
        this.cards = new Cards(clock, journal);
        this.media = new Media(clock);
        this.customers = new CustomerGroups(world, clock);
        this.massTasks = new MassTasks(clock, journal, customers);
        this.customerService = new CustomerService(clock, journal);
        // One hour: document 101138.
        this.responseUrls = new Codes<>(clock, Duration.ofHours(1));
    }

    public Setup setup() {
        return setup;
    }

    /** The time that is written on callbacks. */
    public InstantSource real() {
        return real;
    }

    public MovableClock clock() {
        return clock;
    }

    public World world() {
        return world;
    }

    public Counts counts() {
        return counts;
    }

    public Journal journal() {
        return journal;
    }

    public Cards cards() {
        return cards;
    }

    public Media media() {
        return media;
    }

    public CustomerGroups customers() {
        return customers;
    }

    public MassTasks massTasks() {
        return massTasks;
    }

    public CustomerService customerService() {
        return customerService;
    }

    public Codes<Answerable> responseUrls() {
        return responseUrls;
    }

    /** Where this simulator is reached, known once it listens. */
    public String address() {
        return address;
    }

    public void address(String url) {
        address = url;
    }
}
