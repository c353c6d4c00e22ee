package lianhu.bot.wecom.customergroup;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lianhu.bot.redis.RedisFixture;
import lianhu.bot.wecom.WecomFixture;
import lianhu.bot.wecom.callback.XmlElement;
import lianhu.core.area.AreaCode;
import lianhu.core.customergroup.CustomerGroup;
import lianhu.core.customergroup.CustomerGroupRepository;
import lianhu.core.fixture.RosterFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CustomerGroupSyncTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final WecomFixture town = new WecomFixture(RedisFixture.empty());
    private final UnavailableGroups groups = new UnavailableGroups();
    private final CustomerGroupSync sync = new CustomerGroupSync(
            new CustomerGroupClient(town.instance.wxCorpClients, town.instance.threads), groups, RosterFixture.areas());

    @AfterEach
    void end() {
        town.close();
    }

    @Test
    void aGroupThatCannotBeStoredNowIsLoadedAgainEachTime() {
        // Given
        XmlElement event = XmlElement.parse("<xml><ChatId>wrGONE</ChatId><ChangeType>update</ChangeType></xml>", 10)
                .orElseThrow();

        // When
        sync.onGroupChange(event).await().atMost(LIMIT);
        for (int i = 0; i < 4; i++) {
            sync.syncChanged().await().atMost(LIMIT);
        }

        // Then
        assertTrue(groups.attempts >= 3, groups.attempts + " attempts");
    }

    /** The database is away. */
    private static final class UnavailableGroups implements CustomerGroupRepository {
        int attempts;

        @Override
        public Uni<Boolean> dismiss(String chat) {
            attempts++;
            return Uni.createFrom().failure(new IllegalStateException("the database is away"));
        }

        @Override
        public Uni<List<CustomerGroup>> all() {
            return Uni.createFrom().item(List.of());
        }

        @Override
        public Uni<Optional<CustomerGroup>> find(String chat) {
            return Uni.createFrom().item(Optional.empty());
        }

        @Override
        public Uni<CustomerGroup> upsert(CustomerGroup.Snapshot snapshot) {
            return Uni.createFrom().failure(new IllegalStateException("the database is away"));
        }

        @Override
        public Uni<Optional<CustomerGroup>> assign(String chat, AreaCode area) {
            return Uni.createFrom().item(Optional.empty());
        }
    }
}
