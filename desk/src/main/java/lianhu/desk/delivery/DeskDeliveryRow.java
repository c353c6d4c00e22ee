package lianhu.desk.delivery;

import java.time.Instant;
import java.util.List;
import lianhu.core.deadline.ChineseTime;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.DeliveryState;
import lianhu.core.notice.Recipient;
import lianhu.core.report.Channel;
import lianhu.core.ticket.TicketNo;
import lianhu.desk.format.Labels;

/**
 * One delivery: its recipient, its text, its state and what a person can do about it.
 *
 * @param answers the options to settle the delivery; empty for a settled one
 * @param needsReason whether settling it takes a sentence of the person who settles it
 */
public record DeskDeliveryRow(
        long id,
        String who,
        String word,
        String tone,
        String what,
        String how,
        String time,
        String full,
        String why,
        String advice,
        List<SettlementOption> answers,
        boolean needsReason,
        String ticket) {

    /** A button: its label, the state that it sets and the stored reason. */
    record SettlementOption(String key, String word, DeliveryState state, String why) {}

    private static final List<SettlementOption> OF_UNKNOWN = List.of(
            new SettlementOption("arrived", "问过，到了", DeliveryState.SENT, "问过本人，到了"),
            new SettlementOption("told", "没到，我另外告诉了", DeliveryState.SENT, "没到，已另外告诉"),
            new SettlementOption("lost", "告诉不了", DeliveryState.CANNOT, "查过，没到，也告诉不了"));
    private static final List<SettlementOption> OF_WAITING = List.of(
            new SettlementOption("pasted", "已经转了", DeliveryState.SENT, "受理台问过，已经转到群里"),
            new SettlementOption("dropped", "不用转了", DeliveryState.DROPPED, "受理台定的，不用转了"));

    private static final List<SettlementOption> OF_CANNOT = List.of(
            new SettlementOption("phoned", "打电话告诉了", DeliveryState.SENT, "打电话告诉了"),
            new SettlementOption("dismissed", "不用告诉了", DeliveryState.DROPPED, "受理台定的，不用告诉了"));

    public static DeskDeliveryRow of(Delivery delivery, Labels labels, Instant now) {
        return new DeskDeliveryRow(
                delivery.id(),
                labels.audience(delivery.recipient()),
                word(delivery.state()),
                tone(delivery.state()),
                Labels.notice(delivery.type()),
                Labels.channel(delivery.channel()),
                ChineseTime.formatPast(delivery.at(), now),
                ChineseTime.formatFull(delivery.at()),
                delivery.why(),
                advice(delivery),
                answers(delivery.state()),
                needsReason(delivery.state()),
                delivery.ticket().map(TicketNo::value).orElse(""));
    }

    static List<SettlementOption> answers(DeliveryState state) {
        return switch (state) {
            case UNKNOWN -> OF_UNKNOWN;
            case WAITS_FOR_PERSON -> OF_WAITING;
            case CANNOT -> OF_CANNOT;
            case PENDING, SENDING, SENT, WAITS_FOR_QUERY, DROPPED -> List.of();
        };
    }

    /** What nothing can deliver is settled by a person alone, who says how. */
    static boolean needsReason(DeliveryState state) {
        return state == DeliveryState.CANNOT;
    }

    static String word(DeliveryState state) {
        return switch (state) {
            case PENDING -> "等着送";
            case SENDING -> "正在送";
            case SENT -> "到了";
            case WAITS_FOR_PERSON -> "等人转";
            case WAITS_FOR_QUERY -> "等本人来查";
            case CANNOT -> "到不了";
            case UNKNOWN -> "不知到没到";
            case DROPPED -> "不发了";
        };
    }

    static String tone(DeliveryState state) {
        return switch (state) {
            case SENT -> "q";
            case WAITS_FOR_PERSON, WAITS_FOR_QUERY -> "h";
            case CANNOT -> "z";
            case UNKNOWN -> "line";
            case PENDING, SENDING, DROPPED -> "";
        };
    }

    private static String advice(Delivery delivery) {
        return switch (delivery.state()) {
            case UNKNOWN -> "平台没有回话，不会自动再发一遍。请问一下对方收到没有。";
            case WAITS_FOR_PERSON ->
                switch (delivery.recipient()) {
                    case Recipient.PlainGroup plainGroup -> "机器人进不了这个群，等联户长转。久不转，请打电话问一声。";
                    case Recipient.Group group -> "客户群要群主在企业微信的“群发助手”里点一下。久不点，请打电话提醒群主。";
                    case Recipient.PostHolder postHolder -> "在他自己的页面上等他看。";
                    case Recipient.DepartmentContact departmentContact -> "在他自己的页面上等他看。";
                    case Recipient.Reporter reporter -> "在他自己的页面上等他看。";
                };
            case CANNOT ->
                switch (delivery.recipient()) {
                    case Recipient.PostHolder postHolder -> "请打电话告诉他，再补登企业微信账号。";
                    case Recipient.DepartmentContact departmentContact -> "请打电话告诉他们，再补登企业微信账号。";
                    case Recipient.Group group -> "请到“群”里看看这个群还在不在、机器人在不在。";
                    case Recipient.Reporter reporter ->
                        delivery.channel() == Channel.SMS ? "短信到不了：请打电话告诉本人；本人来查受理号时也会看到。" : "本人来查受理号时会看到。";
                    case Recipient.PlainGroup plainGroup -> "请联户长当面告诉。";
                };
            case WAITS_FOR_QUERY -> delivery.channel() == Channel.SMS ? "短信没有发，本人来查受理号时会看到。" : "没有留联系办法，本人来查受理号时会看到。";
            case PENDING, SENDING, SENT, DROPPED -> "";
        };
    }
}
