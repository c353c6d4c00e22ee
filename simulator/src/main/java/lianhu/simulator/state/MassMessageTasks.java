package lianhu.simulator.state;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Mass messages to customer groups (document 92135). Each sender confirms the task before anything is sent. A group
 * receives one message a day, as an administrator may set it; a message beyond that fails at the confirmation.
 */
public final class MassMessageTasks {

    /** Statuses of {@code get_groupmsg_send_result}. */
    public static final int UNSENT = 0;

    public static final int SENT = 1;
    public static final int TOO_MANY = 3;

    private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);

    private final InstantSource time;
    private final Journal journal;
    private final SimulatedCustomerGroups groups;
    private final Map<String, Task> tasks = new LinkedHashMap<>();
    private final Set<String> sentToday = new HashSet<>();
    private final CallQuota reminders;

    private static final class Task {
        final String msgid;
        final MessageContent messageContent;
        final Map<String, SenderTask> byChat = new LinkedHashMap<>();
        boolean isCancelled;

        Task(String msgid, MessageContent messageContent) {
            this.msgid = msgid;
            this.messageContent = messageContent;
        }
    }

    private static final class SenderTask {
        final String sender;
        int status = UNSENT;
        long sendTime;

        SenderTask(String sender) {
            this.sender = sender;
        }
    }

    /** The result of one confirmation. */
    public record ConfirmResult(int tasks, int sent, int tooMany) {}

    MassMessageTasks(InstantSource time, Journal journal, SimulatedCustomerGroups groups) {
        this.time = time;
        this.journal = journal;
        this.groups = groups;
        // Three in 24 hours: document 97610.
        this.reminders = new CallQuota(3, Duration.ofHours(24), time);
    }

    public synchronized String add(Map<String, String> senderByChat, MessageContent messageContent) {
        Task task = new Task("msg" + UUID.randomUUID().toString().replace("-", ""), messageContent);
        senderByChat.forEach((chat, sender) -> task.byChat.put(chat, new SenderTask(sender)));
        tasks.put(task.msgid, task);
        senderByChat.values().stream().distinct().forEach(sender -> notifySender(task, sender, "群发助手"));
        return task.msgid;
    }

    private void notifySender(Task task, String sender, String from) {
        List<String> names = task.byChat.entrySet().stream()
                .filter(senderTask -> senderTask.getValue().sender.equals(sender))
                .map(senderTask -> groups.find(senderTask.getKey()).name())
                .toList();
        MessageContent shown =
                MessageContent.plain("mass-task", "发到" + String.join("、", names) + "：\n" + task.messageContent.text());
        journal.add(new Journal.NewEntry(Address.user(sender), from, shown, MessageRoute.MASS, task.msgid, "shown"));
    }

    /** The owner taps 发送 on all tasks that wait for it. */
    public synchronized ConfirmResult confirm(String owner) {
        int confirmed = 0;
        int sent = 0;
        int tooMany = 0;
        for (Task task : tasks.values()) {
            List<Map.Entry<String, SenderTask>> waiting = waiting(task, owner);
            confirmed += waiting.isEmpty() ? 0 : 1;
            for (Map.Entry<String, SenderTask> senderTask : waiting) {
                if (send(task, senderTask.getKey(), senderTask.getValue())) {
                    sent++;
                } else {
                    tooMany++;
                }
            }
        }
        return new ConfirmResult(confirmed, sent, tooMany);
    }

    private static List<Map.Entry<String, SenderTask>> waiting(Task task, String owner) {
        return task.isCancelled
                ? List.of()
                : task.byChat.entrySet().stream()
                        .filter(senderTask ->
                                senderTask.getValue().sender.equals(owner) && senderTask.getValue().status == UNSENT)
                        .toList();
    }

    private boolean send(Task task, String chat, SenderTask senderTask) {
        senderTask.sendTime = time.instant().getEpochSecond();
        if (!sentToday.add(today() + " " + chat)) {
            senderTask.status = TOO_MANY;
            return false;
        }
        senderTask.status = SENT;
        journal.add(new Journal.NewEntry(
                Address.chat(chat), senderTask.sender, task.messageContent, MessageRoute.MASS, task.msgid, "shown"));
        return true;
    }

    /** The owner sends a message without a task of the gateway. */
    public synchronized void ownerNotice(String chat, MessageContent messageContent) {
        SenderTask senderTask = new SenderTask(groups.owner(groups.find(chat)));
        send(new Task("own" + UUID.randomUUID().toString().replace("-", ""), messageContent), chat, senderTask);
    }

    private LocalDate today() {
        Instant now = time.instant();
        return LocalDate.ofInstant(now, CHINA);
    }

    public synchronized void remind(String msgid) {
        Task task = find(msgid);
        if (!reminders.acquire(msgid)) {
            throw new WecomErrorException(45009, "at most three reminders of a mass message in 24 hours");
        }
        senders(task).stream()
                .filter(sender -> !waiting(task, sender).isEmpty())
                .forEach(sender -> notifySender(task, sender, "群发助手提醒"));
    }

    public synchronized void cancel(String msgid) {
        find(msgid).isCancelled = true;
    }

    /** Lists the senders with status 0 (not sent) or 2 (sent). */
    public synchronized JsonArray members(String msgid) {
        Task task = find(msgid);
        JsonArray list = new JsonArray();
        for (String sender : senders(task)) {
            boolean isDone = task.byChat.values().stream()
                    .filter(senderTask -> senderTask.sender.equals(sender))
                    .allMatch(senderTask -> senderTask.status != UNSENT);
            list.add(new JsonObject().put("userid", sender).put("status", isDone ? 2 : 0));
        }
        return list;
    }

    public synchronized JsonArray results(String msgid, String sender) {
        JsonArray list = new JsonArray();
        find(msgid).byChat.forEach((chat, senderTask) -> {
            if (senderTask.sender.equals(sender)) {
                JsonObject line = new JsonObject()
                        .put("chat_id", chat)
                        .put("userid", sender)
                        .put("status", senderTask.status);
                list.add(senderTask.status == UNSENT ? line : line.put("send_time", senderTask.sendTime));
            }
        });
        return list;
    }

    /** Lists the tasks that wait for a confirmation, newest last. */
    public synchronized JsonArray waitingAsJson() {
        JsonArray all = new JsonArray();
        tasks.values()
                .forEach(task -> senders(task).forEach(sender -> {
                    List<Map.Entry<String, SenderTask>> waiting = waiting(task, sender);
                    if (!waiting.isEmpty()) {
                        all.add(new JsonObject()
                                .put("msgid", task.msgid)
                                .put("owner", sender)
                                .put(
                                        "chats",
                                        new JsonArray(new ArrayList<>(waiting.stream()
                                                .map(Map.Entry::getKey)
                                                .toList())))
                                .put("text", task.messageContent.text()));
                    }
                }));
        return all;
    }

    private static List<String> senders(Task task) {
        return task.byChat.values().stream()
                .map(senderTask -> senderTask.sender)
                .distinct()
                .toList();
    }

    private Task find(String msgid) {
        return Optional.ofNullable(tasks.get(msgid))
                .orElseThrow(() -> new WecomErrorException(41048, "invalid msgid: " + msgid));
    }
}
