package lianhu.adapters.county;

import io.smallrye.mutiny.Uni;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import lianhu.core.area.AreaCode;
import lianhu.core.area.AreaTree;
import lianhu.core.classification.TextClassifier;
import lianhu.core.intake.ReportIntake;
import lianhu.core.intake.TicketDraft;
import lianhu.core.notice.GroupBinding;
import lianhu.core.notice.GroupBindings;
import lianhu.core.notice.Receipt;
import lianhu.core.notify.NotificationPolicy;
import lianhu.core.report.Channel;
import lianhu.core.report.MessageSource;
import lianhu.core.report.PersonDetails;
import lianhu.core.report.ReceiptNo;
import lianhu.core.report.Report;
import lianhu.core.roster.InMemoryPostDirectory;
import lianhu.core.routing.Departments;
import lianhu.core.routing.Owner;
import lianhu.core.routing.OwnerResolver;
import lianhu.core.routing.TicketRouter;
import lianhu.core.sms.SmsAvailability;
import lianhu.core.ticket.TicketNo;

/** Routes reports in a shipped county as in production, without storing them. */
final class CountyScenario {
    /** A working day within office hours, after the start of every post in the folders. */
    static final Instant NOW = Instant.parse("2026-11-20T02:00:00Z");

    private static final GroupBindings NO_GROUPS = new GroupBindings() {
        @Override
        public List<GroupBinding> all() {
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
        public Uni<Optional<GroupBinding>> redeem(String code, String chat, String groupName) {
            throw new UnsupportedOperationException();
        }
    };

    final County county;
    final AreaTree areas;
    private final AtomicReference<TicketDraft> filed = new AtomicReference<>();
    private final NotificationPolicy notificationPolicy;
    private final ReportIntake reportIntake;

    CountyScenario(String name) {
        county = CountyFolder.at(Path.of("..", "counties", name)).read();
        areas = new AreaTree(county.areas());
        InMemoryPostDirectory posts = new InMemoryPostDirectory(county.posts());
        Departments departments = county::departments;
        OwnerResolver ownerResolver = new OwnerResolver(areas, posts, departments);
        notificationPolicy =
                new NotificationPolicy(ownerResolver, departments, NO_GROUPS, county.catalogue(), SmsAvailability.OFF);
        reportIntake = new ReportIntake(
                new TextClassifier(county.catalogue()),
                new TicketRouter(county.catalogue(), ownerResolver, posts),
                county.catalogue(),
                county.deadlines(),
                areas,
                posts,
                this::store);
    }

    /** Reports the text on the page of that area. */
    TicketDraft report(String place, String words) {
        return report(place, words, Channel.WEB);
    }

    TicketDraft report(String place, String words, Channel channel) {
        Report report = new Report(
                new MessageSource("test", "T1", words),
                channel,
                "test",
                new AreaCode(place),
                PersonDetails.UNKNOWN,
                Optional.empty(),
                words,
                List.of(),
                NOW,
                NOW);
        reportIntake.handle(report).await().atMost(Duration.ofSeconds(5));
        return filed.get();
    }

    /** {@code TYPE:id} of the owner of a report at that area. */
    String owner(String place, String words) {
        Owner owner = report(place, words).routing().route().owner();
        return owner.type() + ":" + owner.id();
    }

    private Uni<Receipt> store(TicketDraft ticketDraft) {
        filed.set(ticketDraft);
        return Uni.createFrom()
                .item(ticketDraft
                        .withNumbers(
                                new ReceiptNo("48271938"),
                                TicketNo.of(
                                        java.time.LocalDate.of(2026, 11, 20),
                                        ticketDraft.report().area(),
                                        1),
                                notificationPolicy)
                        .receipt());
    }
}
