package lianhu.bench.load;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Members of the desk's staff, each at a browser of his own: one opens a page, reads it for some seconds and opens another. Of ten
 * pages four are the queue under one of its filters, four a ticket that it lists, one a search and one the public wall.
 */
public final class DeskStaff implements AutoCloseable {
    /** A page that takes longer counts as a failure. */
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private static final int SHORTEST_READING_MS = 2_000;
    private static final int LONGEST_READING_MS = 6_000;
    private static final List<String> FILTERS = List.of("mine", "all", "late", "soon", "waiting", "returned");
    private static final List<DeskPage> MIX = List.of(
            DeskPage.QUEUE,
            DeskPage.TICKET,
            DeskPage.QUEUE,
            DeskPage.TICKET,
            DeskPage.SEARCH,
            DeskPage.QUEUE,
            DeskPage.TICKET,
            DeskPage.WALL,
            DeskPage.QUEUE,
            DeskPage.TICKET);
    private static final Pattern TICKET_LINK = Pattern.compile("/desk/tickets/(GD\\d+)");

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final URI gateway;
    private final String wall;
    private final int staff;

    /** @param wall code of the township whose wall is opened */
    public DeskStaff(URI gateway, String wall, int staff) {
        this.gateway = gateway;
        this.wall = wall;
        this.staff = staff;
    }

    /** Returns when everybody has received the last page. */
    public DeskClicks click(Duration time) {
        DeskClicks clicks = new DeskClicks();
        long begin = System.nanoTime();
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < staff; i++) {
                int person = i;
                people.execute(() -> work(person, begin + time.toNanos(), clicks));
            }
        }
        return clicks;
    }

    private void work(int person, long end, DeskClicks deskClicks) {
        SplittableRandom random = new SplittableRandom(person);
        List<String> listed = List.of();
        int clicks = person;
        pause(random.nextInt(LONGEST_READING_MS));
        while (System.nanoTime() < end) {
            DeskPage wanted = MIX.get(clicks % MIX.size());
            DeskPage page = listed.isEmpty() && wanted == DeskPage.TICKET ? DeskPage.QUEUE : wanted;
            List<String> tickets = TICKET_LINK
                    .matcher(open(path(page, listed, random), deskClicks.of(page)))
                    .results()
                    .map(MatchResult::group)
                    .distinct()
                    .toList();
            listed = tickets.isEmpty() || page == DeskPage.TICKET ? listed : tickets;
            clicks++;
            pause(SHORTEST_READING_MS + random.nextInt(LONGEST_READING_MS - SHORTEST_READING_MS));
        }
    }

    private String path(DeskPage page, List<String> listed, SplittableRandom random) {
        return switch (page) {
            case QUEUE -> "/desk?f=" + FILTERS.get(random.nextInt(FILTERS.size()));
            case TICKET -> listed.get(random.nextInt(listed.size()));
            case SEARCH -> "/desk?q=" + URLEncoder.encode(words(random), StandardCharsets.UTF_8);
            case WALL -> "/wall/" + wall;
        };
    }

    /**
     * Half name a place by its number: no ticket has it, or one of six hundred, and each that has it as a part of a longer number.
     * Half are a word that each eighth ticket has.
     */
    private static String words(SplittableRandom random) {
        return random.nextBoolean() ? random.nextInt(1000) + "号路口" : random.nextBoolean() ? "路灯" : "水沟堵了";
    }

    private String open(String path, LoadResult result) {
        long from = System.nanoTime();
        try {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(gateway.resolve(path))
                            .timeout(TIMEOUT)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            synchronized (result) {
                result.record(path, response.statusCode(), "", System.nanoTime() - from);
            }
            return response.body();
        } catch (IOException failed) {
            synchronized (result) {
                result.addFailure(failed.getClass().getSimpleName());
            }
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
