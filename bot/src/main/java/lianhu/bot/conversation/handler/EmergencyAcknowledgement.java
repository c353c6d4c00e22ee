package lianhu.bot.conversation.handler;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import lianhu.bot.conversation.IncomingMessage;
import lianhu.bot.conversation.Reply;
import lianhu.bot.conversation.ReplyRenderer;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Areas;
import lianhu.core.area.Level;
import lianhu.core.area.PlaceNames;
import lianhu.core.broadcast.EscalationRepository;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.roster.Post;
import lianhu.core.roster.PostDirectory;
import lianhu.templates.Replies;

/** 到了回1: a head or keeper acknowledges an emergency; the reply names the places nearby that have not. */
@Singleton
final class EmergencyAcknowledgement {
    private final EscalationRepository escalationRepository;
    private final PostDirectory postDirectory;
    private final Areas areas;
    private final ReplyRenderer replyRenderer;

    EmergencyAcknowledgement(
            EscalationRepository escalationRepository,
            PostDirectory postDirectory,
            Areas areas,
            ReplyRenderer replyRenderer) {
        this.escalationRepository = escalationRepository;
        this.postDirectory = postDirectory;
        this.areas = areas;
        this.replyRenderer = replyRenderer;
    }

    /** Empty when the sender is called to no emergency. */
    Uni<Optional<Reply>> acknowledge(IncomingMessage message) {
        List<Post> posts = postDirectory.heldBy(message.senderId(), DeadlinePolicy.localDate(message.receivedAt()));
        return escalationRepository
                .acknowledge(posts, message.receivedAt())
                .chain(acknowledgement -> acknowledgement
                        .map(one -> escalationRepository
                                .unansweredPlaces(one.broadcast(), surroundingArea(posts))
                                .map(silent -> Optional.of(replyText(one, silent))))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    private Reply replyText(EscalationRepository.Acknowledgement acknowledgement, List<AreaCode> silent) {
        return Reply.of(
                replyRenderer.render(new Replies.CalledAnswered(names(acknowledgement.places()), names(silent))));
    }

    /** The village of a unit head, the grid of a keeper; for a higher post its own area. */
    private static AreaCode surroundingArea(List<Post> posts) {
        AreaCode own = posts.getFirst().area();
        return own.isAtOrBelow(Level.UNIT) ? own.ancestorAt(Level.VILLAGE) : own;
    }

    private String names(List<AreaCode> places) {
        return PlaceNames.join(places.stream().map(areas::displayName).toList());
    }
}
