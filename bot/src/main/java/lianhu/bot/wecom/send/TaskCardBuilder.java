package lianhu.bot.wecom.send;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import lianhu.bot.wecom.client.WecomAccounts;
import lianhu.core.notice.RenderedMessage;
import lianhu.templates.PlainText;
import me.chanjar.weixin.cp.bean.message.WxCpMessage;
import me.chanjar.weixin.cp.bean.messagebuilder.TemplateCardBuilder;
import me.chanjar.weixin.cp.bean.templatecard.HorizontalContent;
import me.chanjar.weixin.cp.bean.templatecard.TemplateCardButton;

/** A card with buttons (document 90236, button_interaction). Lines like 地点：… become rows, the rest stands above them. */
final class TaskCardBuilder {
    private static final int MOST_BUTTONS = 6;
    private static final int MOST_ROWS = 6;

    // The documents advise 36, 160 and 10 characters; a Chinese one has three bytes.
    private static final int TITLE_BYTES = 36 * 3;
    private static final int WORDS_BYTES = 160 * 3;
    private static final int LABEL_BYTES = 10 * 3;

    /** Of the row that opens the ticket's page. */
    private static final String DETAILS = "原话、照片和补充";

    /** At most five characters before the colon and thirty after it are shown whole. */
    private static final Pattern ROW = Pattern.compile("([^：]{1,5})：(.{1,30})");

    private static final Pattern END = Pattern.compile("(?<![。！!？?；;\\s])[。！!？?；;\\s]++$");

    static WxCpMessage build(WecomAccounts.Agent agent, String user, RenderedMessage renderedMessage, long delivery) {
        List<String> words = new ArrayList<>();
        List<HorizontalContent> rows = new ArrayList<>();
        int mostRows = renderedMessage.link().isEmpty() ? MOST_ROWS : MOST_ROWS - 1;
        for (String line : renderedMessage.text().lines().toList()) {
            Matcher row = ROW.matcher(line);
            // The first line holds the reporter's text, whatever it looks like.
            if (!words.isEmpty() && rows.size() < mostRows && row.matches()) {
                rows.add(HorizontalContent.builder()
                        .keyname(row.group(1))
                        .value(row.group(2))
                        .build());
            } else {
                words.add(line);
            }
        }
        String link = renderedMessage.link();
        if (!link.isEmpty()) {
            rows.add(HorizontalContent.builder()
                    .type(1)
                    .keyname("详情")
                    .value(DETAILS)
                    .url(link)
                    .build());
        }
        String title = renderedMessage.title().isBlank() ? words.getFirst() : renderedMessage.title();
        // A text of one short sentence is its own title and is not repeated.
        boolean isSaid = END.matcher(words.getFirst()).replaceFirst("").equals(title);
        List<String> below = isSaid ? words.subList(1, words.size()) : words;
        TemplateCardBuilder card =
                WxCpMessage.TEMPLATECARD().agentId(agent.agentId()).toUser(user);
        if (!link.isEmpty()) {
            card.cardActionType(1).cardActionUrl(link);
        }
        return card.cardType("button_interaction")
                .mainTitleTitle(PlainText.truncate(title, TITLE_BYTES))
                .subTitleText(PlainText.truncate(String.join("\n", below), WORDS_BYTES))
                .horizontalContents(rows)
                .taskId(renderedMessage.task() + "_" + delivery)
                .buttons(buttons(renderedMessage.buttons()))
                .build();
    }

    private static List<TemplateCardButton> buttons(List<RenderedMessage.Button> buttons) {
        return IntStream.range(0, Math.min(MOST_BUTTONS, buttons.size()))
                .mapToObj(i -> TemplateCardButton.builder()
                        .text(PlainText.truncate(buttons.get(i).label(), LABEL_BYTES))
                        .key(buttons.get(i).key())
                        // 1 is filled with colour, 2 is not: the first is what most people press.
                        .style(i == 0 ? 1 : 2)
                        .build())
                .toList();
    }

    private TaskCardBuilder() {}
}
