package lianhu.bot.wecom;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lianhu.core.notice.Reach.Outcome;
import me.chanjar.weixin.common.error.WxErrorException;
import me.chanjar.weixin.cp.bean.external.WxCpMsgTemplate;
import me.chanjar.weixin.cp.bean.external.WxCpMsgTemplateAddResult;
import me.chanjar.weixin.cp.bean.external.contact.WxCpGroupMsgSendResult;
import me.chanjar.weixin.cp.bean.external.msg.Text;

/** WeCom's mass messages to customer groups (documents 92135, 93338, 97610, 97611). */
final class MassMessages {
    private static final String WAY = "mass-messages";
    private static final int PAGE = 1_000;

    private final Applications applications;
    private final VirtualThreads threads;
    private final Gates gates;
    private final Verdict verdict;

    MassMessages(Applications applications, VirtualThreads threads, Gates gates, Verdict verdict) {
        this.applications = applications;
        this.threads = threads;
        this.gates = gates;
        this.verdict = verdict;
    }

    /** What WeCom says to a task. */
    sealed interface Answer {
        /** @param failed groups it will not be sent to */
        record Taken(String msgid, List<String> failed) implements Answer {}

        record No(Outcome outcome) implements Answer {}
    }

    /** What became of a group's message; the numbers are WeCom's. */
    enum Status {
        UNSENT,
        SENT,
        NO_FRIEND,
        TOO_MANY;

        static Status of(int number) {
            return number >= 0 && number < values().length ? values()[number] : UNSENT;
        }
    }

    Uni<Answer> ask(String owner, Bundle bundle) {
        return threads.call(() -> {
            Optional<Duration> closed = gates.closed(WAY);
            return closed.isPresent()
                    ? new Answer.No(new Outcome.Later("企业微信这条路暂停着", closed.get()))
                    : taken(owner, bundle);
        });
    }

    private Answer taken(String owner, Bundle bundle) {
        WxCpMsgTemplate message = WxCpMsgTemplate.builder()
                .chatType("group")
                .chatIdList(bundle.chats())
                .sender(owner)
                .text(new Text().setContent(bundle.text()))
                .build();
        try {
            WxCpMsgTemplateAddResult added = applications.call(
                    applications.speaker(),
                    application -> application.getExternalContactService().addMsgTemplate(message));
            List<String> failed = added.getFailList();
            return new Answer.Taken(added.getMsgId(), failed == null ? List.of() : failed);
        } catch (WxErrorException | RuntimeException e) {
            return new Answer.No(verdict.of(e, WAY));
        }
    }

    /** By group. */
    Uni<Map<String, Status>> results(String msgid, String owner) {
        return threads.call(() -> asked(application -> {
            Map<String, Status> byChat = new HashMap<>();
            String cursor = "";
            do {
                WxCpGroupMsgSendResult page =
                        application.getExternalContactService().getGroupMsgSendResult(msgid, owner, PAGE, cursor);
                page.getSendList().forEach(one -> byChat.put(one.getChatId(), Status.of(one.getStatus())));
                cursor = page.getNextCursor() == null ? "" : page.getNextCursor();
            } while (!cursor.isEmpty());
            return byChat;
        }));
    }

    Uni<Void> remind(String msgid) {
        return threads.call(() -> asked(
                        application -> application.getExternalContactService().remindGroupMsgSend(msgid)))
                .replaceWithVoid();
    }

    Uni<Void> cancel(String msgid) {
        return threads.call(() -> asked(
                        application -> application.getExternalContactService().cancelGroupMsgSend(msgid)))
                .replaceWithVoid();
    }

    private <T> T asked(Applications.Call<T> call) {
        try {
            return applications.call(applications.speaker(), call);
        } catch (WxErrorException e) {
            throw new IllegalStateException("errcode " + e.getError().getErrorCode());
        } catch (RuntimeException e) {
            // An address with its token may stand in the message.
            throw new IllegalStateException(e.getClass().getSimpleName());
        }
    }
}
