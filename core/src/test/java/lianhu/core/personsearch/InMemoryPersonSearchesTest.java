package lianhu.core.personsearch;

class InMemoryPersonSearchesTest extends PersonSearchesContract {
    private final InMemoryPersonSearches searches = new InMemoryPersonSearches();

    @Override
    protected PersonSearches searches() {
        return searches;
    }
}
