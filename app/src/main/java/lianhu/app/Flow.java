package lianhu.app;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import lianhu.core.Intake;
import lianhu.core.notice.Delivery;
import lianhu.core.report.Report;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * The map: a report comes in and is filed, a delivery comes out and is told. Both handlers return at once and acknowledge
 * when the work is done; a handler that waited would let in one message at a time and make every group commit one of one.
 */
@ApplicationScoped
class Flow {
    private final Intake intake;
    private final Teller teller;

    Flow(Intake intake, Teller teller) {
        this.intake = intake;
        this.teller = teller;
    }

    @Incoming("reports")
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    Uni<Void> report(Message<Report> message) {
        return answer(message, intake.receive(message.getPayload()));
    }

    @Incoming("notices")
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    Uni<Void> notice(Message<Delivery> message) {
        return answer(message, teller.tell(message.getPayload()));
    }

    private static <T> Uni<Void> answer(Message<?> message, Uni<T> work) {
        work.subscribe()
                .with(
                        result -> {
                            Answer.put(message, result);
                            message.ack();
                        },
                        message::nack);
        return Uni.createFrom().voidItem();
    }
}
