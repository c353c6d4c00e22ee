package lianhu.adapters.store;

import io.vertx.mutiny.sqlclient.Row;
import java.util.Optional;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.DeliveryState;
import lianhu.core.notice.NoticeType;
import lianhu.core.notice.Recipient;
import lianhu.core.notice.RecipientType;
import lianhu.core.report.Channel;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.TicketNo;
import org.jspecify.annotations.Nullable;

/** Maps rows of the table {@code delivery}. */
public final class DeliveryMapper {
    /** The columns of {@code delivery d} that the mapper reads. */
    public static final String COLUMNS =
            "d.id, d.ticket_no, d.version, d.receipt_no, d.type, d.recipient_type, d.recipient_id,"
                    + " d.channel, d.state, d.reason, d.attempts, d.at, d.broadcast_id";

    public static Delivery delivery(Row row) {
        @Nullable Long broadcast = row.getLong("broadcast_id");
        return new Delivery(
                row.getLong("id"),
                Optional.ofNullable(row.getString("ticket_no")).map(TicketNo::new),
                row.getInteger("version"),
                Optional.ofNullable(row.getString("receipt_no")).map(ReceiptNo::new),
                NoticeType.valueOf(row.getString("type")),
                Recipient.of(RecipientType.valueOf(row.getString("recipient_type")), row.getString("recipient_id")),
                Channel.valueOf(row.getString("channel")),
                DeliveryState.valueOf(row.getString("state")),
                row.getString("reason"),
                row.getInteger("attempts"),
                row.getOffsetDateTime("at").toInstant(),
                broadcast == null ? 0 : broadcast);
    }

    private DeliveryMapper() {}
}
