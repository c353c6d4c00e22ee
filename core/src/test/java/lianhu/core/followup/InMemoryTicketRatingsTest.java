package lianhu.core.followup;

class InMemoryTicketRatingsTest extends TicketRatingsContract {
    private final InMemoryTicketRatings ratings = new InMemoryTicketRatings();

    @Override
    protected TicketRatings ratings() {
        return ratings;
    }
}
