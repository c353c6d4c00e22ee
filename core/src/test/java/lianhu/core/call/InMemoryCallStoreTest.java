package lianhu.core.call;

class InMemoryCallStoreTest extends CallLeasesContract {
    private final InMemoryCallStore store = new InMemoryCallStore();

    @Override
    protected CallStore store() {
        return store;
    }

    @Override
    protected CallLeases leases() {
        return store;
    }

    @Override
    protected void expire(String instance) {
        store.expire(instance);
    }

    @Override
    protected void age(String instance) {
        store.age(instance);
    }
}
