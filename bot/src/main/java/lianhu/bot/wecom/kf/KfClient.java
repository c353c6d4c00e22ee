package lianhu.bot.wecom.kf;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import lianhu.bot.wecom.client.WecomAccounts;
import lianhu.bot.wecom.client.WxCorpClients;
import me.chanjar.weixin.common.error.WxErrorException;
import me.chanjar.weixin.cp.api.WxCpKfService;
import me.chanjar.weixin.cp.bean.kf.WxCpKfAccountLink;
import me.chanjar.weixin.cp.bean.kf.WxCpKfAccountLinkResp;
import me.chanjar.weixin.cp.bean.kf.WxCpKfMsgListResp;
import me.chanjar.weixin.cp.bean.kf.WxCpKfMsgListResp.WxCpKfMsgItem;
import me.chanjar.weixin.cp.bean.kf.WxCpKfMsgSendRequest;
import me.chanjar.weixin.cp.bean.kf.msg.WxCpKfTextMsg;

/** Calls the customer service API (documents 94670, 94677, 94665). It blocks, so it is for virtual threads only. */
@Singleton
public final class KfClient implements KfMessageSource {
    /** A page is handled within a reader's lease; WeCom would return up to 1,000 messages. */
    static final int PAGE = 100;

    /** AMR; 1 would be Silk, which few can play. */
    private static final int AMR = 0;

    private static final String SCENE = "lianhu";

    private final WxCorpClients wxCorpClients;
    private final WecomAccounts accounts;

    public KfClient(WxCorpClients wxCorpClients, WecomAccounts accounts) {
        this.wxCorpClients = wxCorpClients;
        this.accounts = accounts;
    }

    @Override
    public Page loadPage(String account, String cursor, String token) throws WxErrorException {
        WxCpKfMsgListResp page = call(account, kf -> kf.syncMsg(cursor, token, PAGE, AMR, account));
        String next = page.getNextCursor();
        List<WxCpKfMsgItem> items = page.getMsgList();
        return new Page(
                items == null ? List.of() : items,
                next == null || next.isEmpty() ? cursor : next,
                Integer.valueOf(1).equals(page.getHasMore()));
    }

    /** @param msgid our id, at most 32 characters; WeCom shows the same id once */
    void sendText(String account, String person, String msgid, String words) throws WxErrorException {
        WxCpKfMsgSendRequest message = text(msgid, words);
        message.setToUser(person);
        message.setOpenKfid(account);
        call(account, kf -> kf.sendMsg(message));
    }

    /** @param code of the event, valid for 20 seconds and once; the message does not count towards the five */
    void sendWelcome(String account, String code, String msgid, String words) throws WxErrorException {
        WxCpKfMsgSendRequest message = text(msgid, words);
        message.setCode(code);
        call(account, kf -> kf.sendMsgOnEvent(message));
    }

    /** The link that opens the conversation; {@code scene_param} may be appended. */
    String accountLink(String account) throws WxErrorException {
        WxCpKfAccountLink asked = new WxCpKfAccountLink();
        asked.setOpenKfid(account);
        asked.setScene(SCENE);
        return url(call(account, kf -> kf.getAccountLink(asked)));
    }

    static String url(WxCpKfAccountLinkResp answer) {
        return Optional.ofNullable(answer.getUrl())
                .filter(url -> !url.isBlank())
                .orElseThrow(KfReadException::withoutLink);
    }

    private interface Call<T> {
        T execute(WxCpKfService kf) throws WxErrorException;
    }

    private <T> T call(String account, Call<T> call) throws WxErrorException {
        WecomAccounts.Agent agent = accounts.kf().get(account);
        if (agent == null) {
            throw new IllegalArgumentException("no such account of customer service");
        }
        return wxCorpClients.call(agent, wxCorpClient -> call.execute(wxCorpClient.getKfService()));
    }

    private static WxCpKfMsgSendRequest text(String msgid, String words) {
        WxCpKfTextMsg text = new WxCpKfTextMsg();
        text.setContent(words);
        WxCpKfMsgSendRequest message = new WxCpKfMsgSendRequest();
        message.setMsgType("text");
        message.setMsgId(msgid);
        message.setText(text);
        return message;
    }
}
