package lianhu.telephony.outbound;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import lianhu.core.followup.FollowUpKeys;
import lianhu.core.outbound.OutboundResult;
import lianhu.telephony.prompt.SpokenNumber;

/**
 * 回访: says which report it is about, asks whether the reporter wants to be asked, whether the matter is solved and how satisfied
 * they are. Says nothing of the matter: another person may have picked up.
 */
record FollowUpScript(String receipt) implements OutboundScript {
    private static final Duration KEY_LIMIT = Duration.ofSeconds(8);
    private static final int PLAYS = 2;
    private static final Question SOLVED = question(List.of("follow-up-solved"), "123", true);
    private static final Question SATISFIED = question(List.of("follow-up-satisfied"), "12345", true);

    @Override
    public Line next(String keys) {
        if (keys.isEmpty()) {
            return question(greeting(), "" + FollowUpKeys.WILLING + FollowUpKeys.NOT_WILLING, false);
        }
        if (keys.charAt(0) == FollowUpKeys.NOT_WILLING) {
            return new LastWords(List.of("goodbye"), OutboundResult.DECLINED);
        }
        FollowUpKeys pressed = new FollowUpKeys(keys);
        if (pressed.outcome().isEmpty()) {
            return SOLVED;
        }
        return pressed.score().isEmpty() ? SATISFIED : end(keys);
    }

    @Override
    public LastWords end(String keys) {
        boolean isSolved = new FollowUpKeys(keys)
                .outcome()
                .filter(FollowUpKeys.Outcome.SOLVED::equals)
                .isPresent();
        return new LastWords(
                List.of(isSolved ? "follow-up-thanks" : "follow-up-reopened", "goodbye"), OutboundResult.ANSWERED);
    }

    @Override
    public String notStored() {
        return "follow-up-not-stored";
    }

    private List<String> greeting() {
        var prompts = new ArrayList<String>(List.of("follow-up"));
        prompts.addAll(SpokenNumber.prompts(receipt));
        prompts.add("follow-up-press-one");
        return List.copyOf(prompts);
    }

    private static Question question(List<String> prompts, String keys, boolean isStored) {
        return new Question(prompts, keys, PLAYS, KEY_LIMIT, isStored);
    }
}
