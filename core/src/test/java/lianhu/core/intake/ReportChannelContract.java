package lianhu.core.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import lianhu.core.casework.InMemoryTicketRepository;
import lianhu.core.fixture.SmallCountyFixture;
import lianhu.core.notice.Receipt;
import org.junit.jupiter.api.Test;

/** The contract of every channel that submits reports. */
public abstract class ReportChannelContract {
    private static final String WORDS = "村口路灯坏了三天了";

    /** Sends one message of one person. */
    public interface ReportChannel {
        /** @param id of the message: the same one again is a redelivery */
        Uni<ChannelReply> send(String id, String words);
    }

    /**
     * The response of the channel.
     *
     * @param answer after decryption; empty for none
     */
    public record ChannelReply(int status, String body) {
        boolean isAcknowledged() {
            return status >= 200 && status < 300;
        }
    }

    /** The channel with this intake behind it. */
    protected abstract ReportChannel channel(ReportSubmission reportSubmission);

    private final InMemoryIntakeStore filings =
            new InMemoryIntakeStore(new InMemoryTicketRepository(() -> SmallCountyFixture.NOW));
    private final List<Receipt> receipts = new ArrayList<>();
    private final InMemoryReportSubmission reports = new InMemoryReportSubmission(
            SmallCountyFixture.intake(ticketDraft -> filings.store(ticketDraft).invoke(receipts::add)));

    @Test
    void theSameMessageTwiceIsOneReceiptAndTheSameAnswer() {
        // Given
        ReportChannel reportChannel = channel(reports);
        ChannelReply first = reply(reportChannel.send("m1", WORDS));

        // When
        ChannelReply again = reply(reportChannel.send("m1", WORDS));

        // Then
        assertTrue(first.isAcknowledged());
        assertEquals(first, again);
        assertEquals(2, receipts.size());
        assertEquals(receipts.getFirst(), receipts.getLast());
    }

    @Test
    void twoMessagesOfTheSameWordsAreTwoReceipts() {
        // Given
        ReportChannel reportChannel = channel(reports);
        reply(reportChannel.send("m1", WORDS));

        // When
        reply(reportChannel.send("m2", WORDS));

        // Then
        assertNotEquals(receipts.getFirst().no(), receipts.getLast().no());
    }

    @Test
    void aReportThatIsNotStoredIsNotAcknowledgedAndIsAcceptedAgain() {
        // Given
        ReportChannel reportChannel = channel(reports);
        reports.failStore();
        ChannelReply refused = reply(reportChannel.send("m1", WORDS));
        reports.restoreStore();

        // When
        ChannelReply again = reply(reportChannel.send("m1", WORDS));

        // Then
        assertEquals(503, refused.status());
        assertEquals("", refused.body());
        assertTrue(again.isAcknowledged());
        assertEquals(1, receipts.size());
    }

    @Test
    void nothingIsAcknowledgedBeforeItIsStored() {
        // Given
        ReportChannel reportChannel = channel(reports);
        reports.holdReplies();
        List<ChannelReply> channelReply = new ArrayList<>();

        // When
        reportChannel.send("m1", WORDS).subscribe().with(channelReply::add);

        // Then
        assertEquals(List.of(), channelReply);
        reports.releaseReplies();
        assertTrue(channelReply.getFirst().isAcknowledged());
    }

    @Test
    void aReportAboveTwoThousandInFlightIsRefused() {
        // Given
        ReportChannel reportChannel = channel(reports);
        reports.holdReplies();
        List<ChannelReply> channelReply = new ArrayList<>();
        for (int i = 0; i < InMemoryReportSubmission.MOST_IN_FLIGHT; i++) {
            reportChannel.send("m" + i, WORDS).subscribe().with(channelReply::add);
        }

        // When
        ChannelReply tooMany = reply(reportChannel.send("one more", WORDS));

        // Then
        assertEquals(503, tooMany.status());
        assertEquals(List.of(), channelReply);
        reports.releaseReplies();
        assertEquals(InMemoryReportSubmission.MOST_IN_FLIGHT, channelReply.size());
        assertTrue(channelReply.stream().allMatch(ChannelReply::isAcknowledged));
    }

    private static ChannelReply reply(Uni<ChannelReply> said) {
        return said.await().indefinitely();
    }
}
