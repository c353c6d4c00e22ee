package lianhu.bot.wecom;

import io.smallrye.mutiny.Uni;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Areas;
import lianhu.core.group.JoinWayBook;
import lianhu.core.group.JoinWays;

/** Codes made once by WeCom and kept. */
final class WecomJoinWays implements JoinWays {
    private final CustomerChats chats;
    private final JoinWayBook book;
    private final Areas areas;

    WecomJoinWays(CustomerChats chats, JoinWayBook book, Areas areas) {
        this.chats = chats;
        this.book = book;
        this.areas = areas;
    }

    @Override
    public Uni<JoinWay> make(AreaCode unit, String chat) {
        return book.find(unit, chat)
                .chain(known -> known.isPresent()
                        ? Uni.createFrom().item(known.get())
                        : chats.joinWay(unit, chat, areas.spoken(unit) + "群").call(book::keep));
    }
}
