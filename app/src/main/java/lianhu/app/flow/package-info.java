/**
 * Connects intake, outbox and senders, and their metrics. This is how a message goes through the gateway:
 *
 * <ol>
 *   <li>A callback endpoint ({@code AibotCallback}, {@code AppCallback}, the report page, the API) checks the signature,
 *       decrypts the body and maps it to an {@code IncomingMessage} or a {@code Report}.
 *   <li>{@code ConversationService} lets the pure {@code IntentParser} decide what a message means and calls one handler.
 *   <li>{@code ReportHandler} fetches the attachments and submits a {@code Report}.
 *   <li>{@code BoundedReportSubmission} bounds the reports in flight and calls {@code ReportIntake} directly.
 *   <li>{@code ReportIntake} classifies the text once and lets {@code TicketRouter} decide owner, reason and due date.
 *   <li>{@code PgIntake} commits report, ticket, events and deliveries of many reports in one statement.
 *   <li>The endpoint answers after the commit from the {@code Receipt}, in the words of {@code ReplyRenderer}.
 *   <li>{@code OutboxRunner} runs the {@code Outbox}, which claims a committed delivery and calls {@code
 *       NotificationDelivery} (for a broadcast, {@code BroadcastDelivery}).
 *   <li>{@code NoticeComposer} and {@code NoticeRenderer} write the text, a {@code ChannelSender} sends it, and the outbox
 *       commits the outcome.
 *   <li>Later changes go through {@code TicketService} and the pure {@code TicketTransitions} to {@code TicketRepository}.
 *   <li>{@code TicketEventRunner} publishes committed events to Kafka where that is configured; nothing waits for it.
 * </ol>
 */
@NullMarked
package lianhu.app.flow;

import org.jspecify.annotations.NullMarked;
