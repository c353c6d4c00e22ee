package lianhu.bot.conversation.handler;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import lianhu.bot.conversation.IncomingMessage;
import lianhu.bot.conversation.Reply;
import lianhu.bot.conversation.ReplyRenderer;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Level;
import lianhu.core.broadcast.EscalationRepository;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.roster.Post;
import lianhu.templates.Replies;

/** 到了回1: a head or keeper answers an emergency, and hears who around him has not. */
final class EmergencyAcknowledgement {
    private static final int NAMED = 20;

    private final EscalationRepository escalationRepository;
    private final Directories directories;
    private final ReplyRenderer replyRenderer;

    EmergencyAcknowledgement(
            EscalationRepository escalationRepository, Directories directories, ReplyRenderer replyRenderer) {
        this.escalationRepository = escalationRepository;
        this.directories = directories;
        this.replyRenderer = replyRenderer;
    }

    /** Empty when the speaker is called to none. */
    Uni<Optional<Reply>> acknowledge(IncomingMessage incomingMessage) {
        List<Post> posts = directories
                .posts()
                .heldBy(incomingMessage.senderId(), DeadlinePolicy.localDate(incomingMessage.receivedAt()));
        return escalationRepository
                .acknowledge(posts, incomingMessage.receivedAt())
                .chain(acknowledgement -> acknowledgement
                        .map(one -> escalationRepository
                                .unansweredPlaces(one.broadcast(), surroundingArea(posts))
                                .map(silent -> Optional.of(replyText(one, silent))))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    private Reply replyText(EscalationRepository.Acknowledgement acknowledgement, List<AreaCode> silent) {
        return Reply.of(replyRenderer.render(new Replies.CalledAnswered(names(acknowledgement.places()), names(silent))));
    }

    /** A head hears of his village, a keeper of his grid, who stands higher of all below him. */
    private static AreaCode surroundingArea(List<Post> posts) {
        AreaCode own = posts.getFirst().area();
        return own.isAtOrBelow(Level.UNIT) ? own.ancestorAt(Level.VILLAGE) : own;
    }

    private String names(List<AreaCode> places) {
        String named = places.stream()
                .limit(NAMED)
                .map(directories.areas()::displayName)
                .collect(Collectors.joining("、"));
        return places.size() > NAMED ? named + "等 " + places.size() + " 处" : named;
    }
}
