package lianhu.core.notify;

import java.util.ArrayList;
import java.util.List;
import lianhu.core.notice.NewDelivery;
import lianhu.core.notice.NoticeType;
import lianhu.core.notice.Receipt;
import lianhu.core.notice.Recipient;
import lianhu.core.report.Channel;
import lianhu.core.report.Report;
import lianhu.core.sms.MobileNumber;

/** How the reporter of a new report gets its receipt. What is not public is never named in a group. */
final class ReceiptDeliveries {
    private final ReporterDeliveries reporterDeliveries;

    ReceiptDeliveries(ReporterDeliveries reporterDeliveries) {
        this.reporterDeliveries = reporterDeliveries;
    }

    /** The immediate answer of the channel is stored as SENT. */
    List<NewDelivery> afterIntake(Report report, Receipt receipt) {
        List<NewDelivery> newDeliveries = new ArrayList<>();
        boolean isQuiet = !receipt.isPublic();
        NoticeType full = receipt.said();
        switch (report.channel()) {
            case GROUP -> {
                Recipient group = new Recipient.Group(chatId(report.conversation()));
                newDeliveries.add(
                        ReporterDeliveries.answered(isQuiet ? NoticeType.QUIET : full, receipt, group, Channel.GROUP));
                if (isQuiet || full != NoticeType.RECEIPT) {
                    newDeliveries.add(ReporterDeliveries.inPrivate(
                            isQuiet ? full : NoticeType.RECEIPT, receipt, hasAccount(report)));
                }
            }
            case RELAY -> {
                newDeliveries.add(ReporterDeliveries.answered(
                        full, receipt, new Recipient.Reporter(receipt.no()), Channel.RELAY));
                if (!isQuiet) {
                    reporterDeliveries
                            .inUnitGroup(NoticeType.RECEIPT, receipt.no(), report.area())
                            .ifPresent(newDeliveries::add);
                }
                addReceiptBySms(newDeliveries, report, receipt);
            }
            case KF -> newDeliveries.add(ReporterDeliveries.inCustomerService(full, receipt.no()));
            case PRIVATE, APP -> newDeliveries.add(ReporterDeliveries.inPrivate(full, receipt, hasAccount(report)));
            case PHONE, AWAY, HOTLINE, WALK_IN -> {
                newDeliveries.add(ReporterDeliveries.answered(
                        full, receipt, new Recipient.Reporter(receipt.no()), report.channel()));
                addReceiptBySms(newDeliveries, report, receipt);
            }
            case SMS -> addReceiptBySms(newDeliveries, report, receipt);
            case WEB, OPEN311, API ->
                newDeliveries.add(ReporterDeliveries.answered(
                        full, receipt, new Recipient.Reporter(receipt.no()), report.channel()));
        }
        return newDeliveries;
    }

    /** A caller, and a reporter for whom another person reported, has nothing to read the receipt on. */
    private static void addReceiptBySms(List<NewDelivery> newDeliveries, Report report, Receipt receipt) {
        if (MobileNumber.matches(report.reporter().phone()) && receipt.said().hasSms()) {
            newDeliveries.add(ReporterDeliveries.bySms(receipt.said(), receipt.no()));
        }
    }

    private static boolean hasAccount(Report report) {
        return report.relayer().isEmpty() && !report.reporter().identity().isEmpty();
    }

    /** A group conversation is the source type, a colon and the chat id. */
    private static String chatId(String conversation) {
        return conversation.substring(conversation.indexOf(':') + 1);
    }
}
