package lianhu.core.consultation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lianhu.core.deadline.ChineseTime;

/**
 * A consultation in the words of a page.
 *
 * @param kind name of the {@link lianhu.core.ticket.ConsultationKind}
 * @param label 吹哨, 会商 or 调解
 * @param opened who opened it, and when
 * @param asked where to come, what is asked, and between whom
 * @param answerBy until when the parties answer
 * @param ending how it ended; empty while it is open
 */
public record ConsultationSummary(
        int number,
        String kind,
        String label,
        String opened,
        String asked,
        String answerBy,
        boolean isOpen,
        List<PartyLine> parties,
        String ending) {

    /**
     * @param state whether it came, or what it thinks
     * @param words with what it did
     * @param isLate it is silent, and its time has passed
     */
    public record PartyLine(
            int index, String name, boolean isFixed, boolean isSilent, boolean isLate, String state, String words) {}

    public static ConsultationSummary of(Consultation one, Instant now) {
        return new ConsultationSummary(
                one.number(),
                one.kind().name(),
                one.kind().label(),
                one.convenor().name() + " · " + ChineseTime.formatPast(one.openedAt(), now),
                asked(one.matter()),
                ChineseTime.formatDue(one.answerBy(), now),
                one.isOpen(),
                IntStream.range(0, one.parties().size())
                        .mapToObj(index -> line(one, index, now))
                        .toList(),
                one.ending().map(ending -> ending.summary(List.of())).orElse(""));
    }

    private static String asked(Matter matter) {
        return switch (matter) {
            case Matter.Whistle whistle -> "到" + whistle.place() + "：" + whistle.words();
            case Matter.Meeting meeting -> (meeting.isAway() ? "域外的事：" : "") + meeting.words();
            case Matter.Mediation mediation ->
                mediation.dispute().label() + "纠纷，" + mediation.type().label()
                        + (mediation.persons().isBlank() ? "" : "，当事人：" + mediation.persons())
                        + "。" + mediation.words();
        };
    }

    private static PartyLine line(Consultation one, int index, Instant now) {
        ConsultationParty party = one.parties().get(index);
        String state = party.answer()
                .map(answer -> answer.position().label() + " · " + ChineseTime.formatPast(answer.at(), now))
                .orElseGet(() -> one.isAnswerTimeOver() || !one.isOpen() ? "没有回话" : "还没回话");
        List<String> words = new ArrayList<>();
        party.answer()
                .map(ConsultationParty.Answer::words)
                .filter(text -> !text.isBlank())
                .ifPresent(words::add);
        party.report().ifPresent(note -> words.add("做了：" + note.words()));
        party.came().ifPresent(came -> words.add(came ? "销哨时记：来了" : "销哨时记：没来"));
        return new PartyLine(
                index,
                party.owner().name(),
                party.isFixed(),
                party.isSilent(),
                party.isSilent() && one.isAnswerTimeOver(),
                state,
                words.stream().collect(Collectors.joining("；")));
    }
}
