package lianhu.desk.status;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lianhu.core.deadline.ChineseTime;
import lianhu.core.query.SystemStatus;
import lianhu.core.query.SystemStatus.JobStatus;
import lianhu.core.query.SystemStatus.OutboxPriority;
import lianhu.core.query.SystemStatus.OutboxStatus;
import lianhu.core.query.SystemStatus.SmsStatus;
import lianhu.core.query.SystemStatus.SpeechStatus;
import lianhu.core.query.SystemStatus.TelephoneStatus;

/**
 * The status in words.
 *
 * @param faults what does not work now and what to do, one sentence each; empty when everything works
 * @param speech whether voice messages are transcribed
 * @param advice what works but wants attention in the next days
 */
record StatusView(
        String at,
        List<String> faults,
        List<String> advice,
        List<OutboxRow> outboxes,
        List<JobRow> jobs,
        String backup,
        String speech) {
    private static final Duration BACKUP_INTERVAL = Duration.ofHours(26);

    private static final Map<String, String> JOBS = Map.ofEntries(
            Map.entry("ticket-timer", "到期的事：24 小时没动静、7 天没回话、没人应的紧急"),
            Map.entry("escalation", "紧急通知逐个叫人"),
            Map.entry("outbound-plan", "紧急的事要打哪些电话"),
            Map.entry("outbound-call", "紧急的事打电话叫人"),
            Map.entry("kf-poll", "微信客服补收"),
            Map.entry("kf-links", "微信客服的链接"),
            Map.entry("pending-media", "补取照片和语音"),
            Map.entry("transcription", "语音转成文字"),
            Map.entry("lookup-attempts-cleanup", "清掉过期的后四位试错次数"),
            Map.entry("retention", "删除过了保存期限的原话、姓名电话和照片"),
            Map.entry("attachment-deletion", "删掉没有件再用的照片和语音文件"),
            Map.entry("conversation-cleanup", "清掉过期的对话记录"),
            Map.entry("customer-group-sync", "客户群和企业微信对账"),
            Map.entry("owner-confirmation", "请群主点一下的群发"));

    /** @param isHealthy false marks the row */
    record OutboxRow(String name, boolean isHealthy, long pending, String oldest) {}

    record JobRow(String name, boolean isHealthy, String lastSuccess, long failures, String failure) {}

    static StatusView of(SystemStatus status) {
        List<String> faults = new ArrayList<>();
        List<String> advice = new ArrayList<>();
        if (status.database().isEmpty()) {
            faults.add("数据库连不上：现在收不了事，也看不到新的。请看数据库和磁盘；通了自己会好。");
        }
        if (!status.isRedisUp()) {
            faults.add("Redis 连不上：收事照常，识别重复和限速暂时靠本机，几个副本之间不通气。");
        }
        status.telephone().ifPresent(telephone -> add(telephone, faults, advice));
        status.sms().ifPresent(sms -> add(sms, faults, advice));
        status.speech().ifPresent(speech -> add(speech, faults, advice));
        status.outboxes().stream()
                .filter(outbox -> !outbox.isHealthy())
                .forEach(outbox -> faults.add(
                        outbox.isRunning()
                                ? name(outbox.priority()) + "压着没送：最久的等了" + ChineseTime.formatDuration(outbox.oldest())
                                        + "。"
                                : name(outbox.priority()) + "还没开始送：在等数据库。"));
        status.jobs().stream()
                .filter(job -> !job.isHealthy())
                .forEach(job -> faults.add("“" + name(job) + "”这一回没做成（" + job.cause() + "），到时候会再做。"));
        if (status.unreadable() > 0) {
            faults.add("存着的内容有读不出的（启动以来读了 " + status.unreadable()
                    + " 次都没读出）：标题和原话写成“读不出”，整行坏了的不在列表里。多半是密钥不对或者库里的数据坏了，请找维护的人。");
        }
        if (status.refusedReports() > 0) {
            faults.add("有话没收下：数据库不肯存（启动以来 " + status.refusedReports() + " 次，平台重送的也算），库里没有，说话的人没有受理号。请找维护的人看日志。");
        }
        if (!status.unreadableContacts().isEmpty()) {
            faults.add("名单里有 " + status.unreadableContacts().size() + " 处读不出，通知不到："
                    + String.join("、", status.unreadableContacts())
                    + "。请在“岗位和人”里重填，或者运行 ./lianhu roster --apply 照文件补上。");
        }
        status.database().ifPresent(counts -> {
            if (counts.overdue() > 0) {
                advice.add(counts.overdue() + " 件过了答应的时间。");
            }
            if (counts.undelivered() > 0) {
                advice.add(counts.undelivered() + " 条没送到或不知道送没送到，在“没到位的”里。");
            }
        });
        if (status.refusedForms() > 0) {
            advice.add("网页上送得太密，有 " + status.refusedForms() + " 次没有收（启动以来），写的人看到了“请过一会儿再点”。多了就是有人在刷。");
        }
        String backup = status.lastBackup()
                .map(made -> ChineseTime.formatPast(made, status.at()))
                .orElse("还没有备份过");
        if (status.lastBackup()
                .filter(made -> Duration.between(made, status.at()).compareTo(BACKUP_INTERVAL) < 0)
                .isEmpty()) {
            advice.add(status.lastBackup().isEmpty() ? "还没有备份过：请运行 ./lianhu backup。" : "一天多没有备份：请运行 ./lianhu backup。");
        }
        return new StatusView(
                ChineseTime.formatClock(status.at()),
                List.copyOf(faults),
                List.copyOf(advice),
                status.outboxes().stream().map(StatusView::row).toList(),
                status.jobs().stream().map(job -> row(job, status.at())).toList(),
                backup,
                status.speech()
                        .map(speech -> "转成了 " + speech.recognized() + " 段（启动以来）。机器转的只给人参考，以录音为准。")
                        .orElse("没有配置转写（lianhu.speech.url）：语音和录音由人听。"));
    }

    private static void add(TelephoneStatus telephone, List<String> faults, List<String> advice) {
        if (!telephone.isConnected()) {
            faults.add("电话断了：来电由交换机录音，通了会补成工单。请看 Asterisk 在不在运行、口令对不对，数据库在不在，有没有另一个同名的网关在运行。");
        }
        if (telephone.isTrunkDown()) {
            faults.add("中继不通：紧急的事打不出去，外面也可能打不进来。请运行 ./lianhu doctor 看是线路、地址还是证书，再找运营商；这段时间没人应的，请用别的电话打。");
        }
        if (telephone.unreadableCalls() > 0) {
            faults.add(telephone.unreadableCalls() + " 个没结束的来电读不出来，没有接着办：多半是换回了旧版本。请换回原来的版本，或者找维护的人。");
        }
        if (telephone.unsavedReports() > 0) {
            faults.add(telephone.unsavedReports() + " 个来电说的话录下了，还没有存成工单，一直在试。请看数据库和磁盘。");
        }
        if (telephone.failedRecordings() > 0) {
            faults.add(telephone.failedRecordings() + " 段录音还在 Asterisk 里，没有进工单。请找维护的人看日志，录音在 Asterisk 的 recording 目录。");
        }
        if (!telephone.isCalling()) {
            advice.add("紧急的事不打电话叫人，只发消息：没有设置线路（lianhu.telephony.trunk）。没人应的，请人打电话。");
        }
        if (telephone.failedPrompts() > 0) {
            advice.add("提示音有 " + telephone.failedPrompts()
                    + " 次没放出来（启动以来）：该听到的话来电人没听到，没听到嘀声的改由交换机录音。请看提示音的文件在不在，Asterisk 的账号读不读得到。");
        }
        if (telephone.unreachedDesks() > 0) {
            advice.add("按 9 的来电，紧急电话有 " + telephone.unreachedDesks() + " 次没有接通（启动以来）。请试拨一次那条线路。");
        }
    }

    private static void add(SmsStatus sms, List<String> faults, List<String> advice) {
        if (!sms.isTokenKnown()) {
            faults.add("短信平台不认网关的口令：短信发不出去，过一会儿自己再试。请对一下 lianhu.sms.token。");
        } else if (!sms.isWorking()) {
            faults.add("短信平台接连三回没有好好回话：能重发的会重发，不知道发没发的在“没到位的”里。请看短信平台和 lianhu.sms 的设置。");
        }
        if (sms.refused() > 0) {
            advice.add("短信平台有 " + sms.refused() + " 条不收（启动以来，收了 " + sms.accepted() + " 条），原因在“没到位的”里。");
        }
        if (sms.unanswered() > 0) {
            advice.add("有 " + sms.unanswered() + " 条短信不知道发没发（启动以来），不会自动再发。");
        }
    }

    private static void add(SpeechStatus speech, List<String> faults, List<String> advice) {
        if (!speech.isWorking()) {
            faults.add("语音接连三回没有转成文字：" + speech.fault() + "。录音照样能听，过一会儿再转。请看转写服务和 lianhu.speech 的设置。");
        }
        if (speech.refused() > 0) {
            advice.add("有 " + speech.refused() + " 段语音转写服务不收（启动以来），不会再转，请听录音。多半是它不认这种格式（微信的语音是 AMR）。");
        }
    }

    private static OutboxRow row(OutboxStatus outbox) {
        return new OutboxRow(
                name(outbox.priority()),
                outbox.isHealthy(),
                outbox.pending(),
                outbox.pending() == 0 ? "" : ChineseTime.formatDuration(outbox.oldest()));
    }

    private static JobRow row(JobStatus job, Instant now) {
        return new JobRow(
                name(job),
                job.isHealthy(),
                job.lastSuccess().map(at -> ChineseTime.formatPast(at, now)).orElse("还没有做成过"),
                job.failures(),
                job.lastFailure()
                        .map(at -> ChineseTime.formatPast(at, now) + "（" + job.cause() + "）")
                        .orElse(""));
    }

    private static String name(OutboxPriority priority) {
        return switch (priority) {
            case EMERGENCIES -> "紧急";
            case TICKETS -> "一件一件的回话和派单";
            case BROADCASTS -> "通知";
        };
    }

    private static String name(JobStatus job) {
        return Optional.ofNullable(JOBS.get(job.name())).orElse(job.name());
    }
}
