package lianhu.bot.wecom.customergroup;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lianhu.bot.wecom.client.BlockingCallExecutor;
import lianhu.bot.wecom.client.ChannelCircuitBreaker;
import lianhu.bot.wecom.client.WecomErrorClassifier;
import lianhu.bot.wecom.client.WxCorpClients;
import lianhu.bot.wecom.send.AppReplySender;
import lianhu.core.notice.ChannelSender.Outcome;
import lianhu.core.report.StoreUnavailableException;
import me.chanjar.weixin.common.error.WxErrorException;
import me.chanjar.weixin.cp.bean.external.WxCpMsgTemplate;
import me.chanjar.weixin.cp.bean.external.WxCpMsgTemplateAddResult;
import me.chanjar.weixin.cp.bean.external.contact.WxCpGroupMsgSendResult;
import me.chanjar.weixin.cp.bean.external.msg.Text;

/** WeCom's mass messages to customer groups (documents 92135, 93338, 97610, 97611). */
@Singleton
public final class MassMessageClient {
    private static final String CHANNEL = "mass-messages";
    private static final int PAGE = 1_000;

    private final WxCorpClients wxCorpClients;
    private final BlockingCallExecutor threads;
    private final ChannelCircuitBreaker channelCircuitBreaker;
    private final WecomErrorClassifier wecomErrorClassifier;

    public MassMessageClient(
            WxCorpClients wxCorpClients,
            BlockingCallExecutor threads,
            ChannelCircuitBreaker channelCircuitBreaker,
            WecomErrorClassifier wecomErrorClassifier) {
        this.wxCorpClients = wxCorpClients;
        this.threads = threads;
        this.channelCircuitBreaker = channelCircuitBreaker;
        this.wecomErrorClassifier = wecomErrorClassifier;
    }

    /** What WeCom says to a task. */
    sealed interface SendResult {
        /** @param failed groups it will not be sent to */
        record Accepted(String msgid, List<String> failed) implements SendResult {}

        record Rejected(Outcome outcome) implements SendResult {}
    }

    /** What became of a group's message; the numbers are WeCom's. */
    enum Status {
        UNSENT,
        SENT,
        NO_FRIEND,
        LIMIT_REACHED;

        static Status of(int number) {
            return number >= 0 && number < values().length ? values()[number] : UNSENT;
        }
    }

    Uni<SendResult> create(String owner, MassMessageBatch massMessageBatch) {
        return threads.<SendResult>call(() -> {
                    Optional<Duration> closed = channelCircuitBreaker.remainingPause(CHANNEL);
                    return closed.isPresent()
                            ? new SendResult.Rejected(new Outcome.RetryLater("企业微信这条路暂停着", closed.get()))
                            : createTask(owner, massMessageBatch);
                })
                .onFailure(StoreUnavailableException.class)
                .recoverWithItem(() -> new SendResult.Rejected(AppReplySender.BUSY));
    }

    private SendResult createTask(String owner, MassMessageBatch massMessageBatch) {
        WxCpMsgTemplate message = WxCpMsgTemplate.builder()
                .chatType("group")
                .chatIdList(massMessageBatch.chats())
                .sender(owner)
                .text(new Text().setContent(massMessageBatch.text()))
                .build();
        try {
            WxCpMsgTemplateAddResult added = wxCorpClients.call(
                    wxCorpClients.defaultAgent(),
                    wxCorpClient -> wxCorpClient.getExternalContactService().addMsgTemplate(message));
            List<String> failed = added.getFailList();
            return new SendResult.Accepted(added.getMsgId(), failed == null ? List.of() : failed);
        } catch (WxErrorException | RuntimeException e) {
            return new SendResult.Rejected(wecomErrorClassifier.classify(e, CHANNEL));
        }
    }

    /** By group. */
    Uni<Map<String, Status>> results(String msgid, String owner) {
        return threads.call(() -> call(wxCorpClient -> {
            Map<String, Status> byChat = new HashMap<>();
            String cursor = "";
            do {
                WxCpGroupMsgSendResult page =
                        wxCorpClient.getExternalContactService().getGroupMsgSendResult(msgid, owner, PAGE, cursor);
                page.getSendList().forEach(one -> byChat.put(one.getChatId(), Status.of(one.getStatus())));
                cursor = page.getNextCursor() == null ? "" : page.getNextCursor();
            } while (!cursor.isEmpty());
            return byChat;
        }));
    }

    Uni<Void> remind(String msgid) {
        return threads.call(() -> call(
                        wxCorpClient -> wxCorpClient.getExternalContactService().remindGroupMsgSend(msgid)))
                .replaceWithVoid();
    }

    Uni<Void> cancel(String msgid) {
        return threads.call(() -> call(
                        wxCorpClient -> wxCorpClient.getExternalContactService().cancelGroupMsgSend(msgid)))
                .replaceWithVoid();
    }

    private <T> T call(WxCorpClients.Call<T> call) {
        try {
            return wxCorpClients.call(wxCorpClients.defaultAgent(), call);
        } catch (WxErrorException e) {
            throw new IllegalStateException("errcode " + e.getError().getErrorCode());
        } catch (RuntimeException e) {
            // An address with its token may stand in the message.
            throw new IllegalStateException(e.getClass().getSimpleName());
        }
    }
}
