package lianhu.bench.load;

import java.util.stream.Stream;

/** The responses of each page; a failure is one of that page. */
public record DeskClicks(LoadResult queue, LoadResult ticket, LoadResult search, LoadResult wall) {
    DeskClicks() {
        this(new LoadResult(), new LoadResult(), new LoadResult(), new LoadResult());
    }

    public LoadResult of(DeskPage page) {
        return switch (page) {
            case QUEUE -> queue;
            case TICKET -> ticket;
            case SEARCH -> search;
            case WALL -> wall;
        };
    }

    public long failures() {
        return Stream.of(DeskPage.values())
                .mapToLong(page -> of(page).failures())
                .sum();
    }
}
