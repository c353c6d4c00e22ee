package lianhu.bot.wecom.kf;

import java.util.List;
import me.chanjar.weixin.common.error.WxErrorException;
import me.chanjar.weixin.cp.bean.kf.WxCpKfMsgListResp.WxCpKfMsgItem;

/** Reads the messages of residents page by page (document 94670). */
interface KfMessageSource {
    /**
     * Blocks: for virtual threads only.
     *
     * @param cursor empty for the beginning, three days ago
     * @param token of the event, good for ten minutes; empty for none, then WeCom answers only seldom
     */
    Page loadPage(String account, String cursor, String token) throws WxErrorException;

    /** @param next the cursor of the page after this one */
    record Page(List<WxCpKfMsgItem> items, String next, boolean hasMore) {}
}
