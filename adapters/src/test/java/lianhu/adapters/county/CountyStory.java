package lianhu.adapters.county;

import io.smallrye.mutiny.Uni;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import lianhu.core.Echo;
import lianhu.core.Filing;
import lianhu.core.Intake;
import lianhu.core.Receipt;
import lianhu.core.area.AreaCode;
import lianhu.core.area.AreaTree;
import lianhu.core.notice.Binding;
import lianhu.core.notice.Bindings;
import lianhu.core.people.PostBook;
import lianhu.core.reading.WordReading;
import lianhu.core.report.Channel;
import lianhu.core.report.ReceiptNo;
import lianhu.core.report.Report;
import lianhu.core.report.Source;
import lianhu.core.report.Speaker;
import lianhu.core.routing.Departments;
import lianhu.core.routing.Owner;
import lianhu.core.routing.Owners;
import lianhu.core.routing.RuleBook;
import lianhu.core.ticket.TicketNo;

/** A shipped county that decides on reports as it would in service; only the writing is left out. */
final class CountyStory {
    /** A working day within office hours, later than every post of the folders began. */
    static final Instant NOW = Instant.parse("2026-11-20T02:00:00Z");

    private static final Bindings NO_GROUPS = new Bindings() {
        @Override
        public List<Binding> all() {
            return List.of();
        }

        @Override
        public Uni<Code> issueCode(AreaCode area) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Uni<Boolean> unbind(String chat) {
            return Uni.createFrom().item(false);
        }

        @Override
        public Uni<Optional<Binding>> redeem(String code, String chat, String groupName) {
            throw new UnsupportedOperationException();
        }
    };

    final County county;
    final AreaTree areas;
    private final AtomicReference<Filing> filed = new AtomicReference<>();
    private final Echo echo;
    private final Intake intake;

    CountyStory(String name) {
        county = CountyFolder.at(Path.of("..", "counties", name)).read();
        areas = new AreaTree(county.areas());
        PostBook posts = new PostBook(county.posts());
        Departments departments = county::departments;
        Owners owners = new Owners(areas, posts, departments);
        echo = new Echo(owners, departments, NO_GROUPS, county.catalogue());
        intake = new Intake(
                new WordReading(county.catalogue()),
                new RuleBook(county.catalogue(), owners, posts),
                county.catalogue(),
                county.deadlines(),
                areas,
                posts,
                this::keep);
    }

    /** Says it on the page of that place. */
    Filing tell(String place, String words) {
        return tell(place, words, Channel.WEB);
    }

    Filing tell(String place, String words, Channel channel) {
        Report report = new Report(
                new Source("test", "T1", words),
                channel,
                "test",
                new AreaCode(place),
                Speaker.UNKNOWN,
                Optional.empty(),
                words,
                List.of(),
                NOW,
                NOW);
        intake.receive(report).await().atMost(Duration.ofSeconds(5));
        return filed.get();
    }

    /** {@code TYPE:id} of who gets what is said there. */
    String owner(String place, String words) {
        Owner owner = tell(place, words).decision().route().owner();
        return owner.type() + ":" + owner.id();
    }

    private Uni<Receipt> keep(Filing filing) {
        filed.set(filing);
        return Uni.createFrom()
                .item(filing.numbered(
                                new ReceiptNo("48271938"),
                                TicketNo.of(
                                        java.time.LocalDate.of(2026, 11, 20),
                                        filing.report().area(),
                                        1),
                                echo)
                        .receipt());
    }
}
