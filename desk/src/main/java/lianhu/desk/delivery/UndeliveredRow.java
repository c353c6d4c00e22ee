package lianhu.desk.delivery;

import jakarta.ws.rs.BadRequestException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import lianhu.core.deadline.ChineseTime;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.notice.DeliveryState;
import lianhu.core.notice.Recipient;
import lianhu.core.notice.RecipientType;
import lianhu.core.query.UndeliveredQueries;
import lianhu.desk.format.Labels;

/**
 * One recipient with everything that did not reach it.
 *
 * @param phone to call; empty when the roster has none
 * @param since of the oldest delivery
 * @param list query string of its deliveries
 * @param newest id of the newest delivery that this row counts: settling settles no newer one
 */
public record UndeliveredRow(
        String who,
        String phone,
        long count,
        String since,
        String sinceFull,
        String list,
        String state,
        String type,
        String id,
        long newest,
        List<DeskDeliveryRow.SettlementOption> answers,
        boolean needsReason) {

    static UndeliveredRow of(UndeliveredQueries.Group group, Labels labels, Instant now) {
        Recipient recipient = group.recipient();
        return new UndeliveredRow(
                labels.audience(recipient),
                labels.phone(recipient, DeadlinePolicy.localDate(now)),
                group.count(),
                ChineseTime.formatPast(group.oldest(), now),
                ChineseTime.formatFull(group.oldest()),
                list(group.state(), recipient),
                group.state().name(),
                recipient.type().name(),
                recipient.id(),
                group.newest(),
                DeskDeliveryRow.answers(group.state()),
                DeskDeliveryRow.needsReason(group.state()));
    }

    static String list(DeliveryState state, Recipient recipient) {
        return "state=" + state + "&type=" + recipient.type() + "&id="
                + URLEncoder.encode(recipient.id(), StandardCharsets.UTF_8);
    }

    /** Of a form or an address; a text that no row contained is a bad request. */
    static UndeliveredQueries.Group parse(String state, String type, String id, long newest) {
        try {
            DeliveryState found = Stream.of(DeliveryState.values())
                    .filter(one -> one.name().equals(state)
                            && !DeskDeliveryRow.answers(one).isEmpty())
                    .findFirst()
                    .orElseThrow(IllegalArgumentException::new);
            return new UndeliveredQueries.Group(
                    Recipient.of(RecipientType.valueOf(type), id), found, 0, Instant.EPOCH, newest);
        } catch (IllegalArgumentException e) {
            throw new BadRequestException(e);
        }
    }
}
