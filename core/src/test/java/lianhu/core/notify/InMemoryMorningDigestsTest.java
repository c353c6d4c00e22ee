package lianhu.core.notify;

class InMemoryMorningDigestsTest extends MorningDigestStoreContract {
    private final InMemoryMorningDigests digests = new InMemoryMorningDigests();

    @Override
    protected MorningDigestStore store() {
        return digests;
    }
}
