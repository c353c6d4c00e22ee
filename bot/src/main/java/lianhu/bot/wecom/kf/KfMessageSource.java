package lianhu.bot.wecom.kf;

import java.util.List;
import me.chanjar.weixin.common.error.WxErrorException;
import me.chanjar.weixin.cp.bean.kf.WxCpKfMsgListResp.WxCpKfMsgItem;

/** What residents wrote to customer service, page by page (document 94670). */
interface KfMessageSource {
    /**
     * Blocks: for virtual threads only.
     *
     * @param cursor empty for the beginning, three days ago
     * @param token of the event, good for ten minutes; empty for none, then WeCom answers only seldom
     */
    Page loadPage(String account, String cursor, String token) throws WxErrorException;

    /** @param next where the page after this one begins */
    record Page(List<WxCpKfMsgItem> items, String next, boolean hasMore) {}
}
