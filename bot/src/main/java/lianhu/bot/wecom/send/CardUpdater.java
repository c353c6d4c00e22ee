package lianhu.bot.wecom.send;

import io.smallrye.mutiny.Uni;
import java.util.List;
import lianhu.bot.wecom.client.BlockingCallExecutor;
import lianhu.bot.wecom.client.WxCorpClients;
import lianhu.templates.PlainText;
import me.chanjar.weixin.common.error.WxErrorException;
import org.jboss.logging.Logger;

/**
 * Greys the buttons of a pressed card out and writes on them what was done. WeCom takes each response_code once, within
 * 72 hours (document 94945); what was done stands whether the card shows it or not.
 */
public final class CardUpdater {
    private static final Logger LOG = Logger.getLogger(CardUpdater.class);
    private static final int LABEL_BYTES = 10 * 3;

    private final WxCorpClients wxCorpClients;
    private final BlockingCallExecutor threads;

    public CardUpdater(WxCorpClients wxCorpClients, BlockingCallExecutor threads) {
        this.wxCorpClients = wxCorpClients;
        this.threads = threads;
    }

    /**
     * Never fails.
     *
     * @param agent name of the application that sent the card
     * @param words for instance 已签收
     * @return whether the card shows it
     */
    public Uni<Boolean> update(String agent, String user, String responseCode, String words) {
        return threads.call(() -> {
            try {
                wxCorpClients.call(wxCorpClients.agent(agent), wxCorpClient -> {
                    wxCorpClient
                            .getTaskCardService()
                            .updateTemplateCardButton(
                                    List.of(user),
                                    List.of(),
                                    List.of(),
                                    0,
                                    responseCode,
                                    PlainText.truncate(words, LABEL_BYTES));
                    return true;
                });
                return true;
            } catch (WxErrorException e) {
                LOG.infof(
                        "a pressed card was not changed (errcode %d)",
                        e.getError().getErrorCode());
                return false;
            } catch (RuntimeException e) {
                LOG.infof("a pressed card was not changed (%s)", e.getClass().getSimpleName());
                return false;
            }
        });
    }
}
