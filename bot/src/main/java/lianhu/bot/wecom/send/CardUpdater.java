package lianhu.bot.wecom.send;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import lianhu.bot.conversation.CardStatus;
import lianhu.bot.wecom.client.BlockingCallExecutor;
import lianhu.bot.wecom.client.WxCorpClients;
import lianhu.templates.PlainText;
import me.chanjar.weixin.common.error.WxErrorException;
import org.jboss.logging.Logger;

/**
 * Disables the buttons of a pressed card and labels them with the result. WeCom accepts each response_code once, within 72
 * hours (document 94945).
 */
@Singleton
public final class CardUpdater implements CardStatusUpdater {
    private static final Logger LOG = Logger.getLogger(CardUpdater.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int LABEL_BYTES = 10 * 3;

    private final WxCorpClients wxCorpClients;
    private final BlockingCallExecutor threads;

    public CardUpdater(WxCorpClients wxCorpClients, BlockingCallExecutor threads) {
        this.wxCorpClients = wxCorpClients;
        this.threads = threads;
    }

    /**
     * Shows the status, on behalf of the application that sends the cards; never fails.
     *
     * @return whether the card shows it; false as well when WeCom has not answered within two seconds
     */
    @Override
    public Uni<Boolean> update(String user, CardStatus cardStatus) {
        return threads.call(() -> updateNow(user, cardStatus))
                .ifNoItem()
                .after(TIMEOUT)
                .recoverWithItem(false);
    }

    private boolean updateNow(String user, CardStatus cardStatus) {
        try {
            wxCorpClients.call(wxCorpClients.defaultAgent(), wxCorpClient -> {
                wxCorpClient
                        .getTaskCardService()
                        .updateTemplateCardButton(
                                List.of(user),
                                List.of(),
                                List.of(),
                                0,
                                cardStatus.responseCode(),
                                PlainText.truncate(cardStatus.label(), LABEL_BYTES));
                return true;
            });
            return true;
        } catch (WxErrorException e) {
            LOG.infof(
                    "a pressed card was not changed (errcode %d)", e.getError().getErrorCode());
            return false;
        } catch (RuntimeException e) {
            LOG.infof("a pressed card was not changed (%s)", e.getClass().getSimpleName());
            return false;
        }
    }
}
