package lianhu.bot.wecom;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import lianhu.core.Rejected;
import lianhu.core.Unavailable;
import lianhu.core.area.AreaCode;
import lianhu.core.group.CustomerGroup;
import lianhu.core.group.JoinWays;
import me.chanjar.weixin.common.error.WxErrorException;
import me.chanjar.weixin.cp.bean.external.WxCpGroupJoinWayInfo;
import me.chanjar.weixin.cp.bean.external.WxCpUserExternalGroupChatInfo;
import me.chanjar.weixin.cp.bean.external.WxCpUserExternalGroupChatList;

/** What WeCom shows of customer groups, and the codes into them (documents 92120, 92122, 92229). */
final class CustomerChats {
    private static final int PAGE = 1_000;
    /** No such chat, or dismissed. */
    private static final Set<Integer> GONE = Set.of(40050, 49008);

    private static final int BY_QR_CODE = 2;
    private static final String UNIT = "u:";

    private final Applications applications;
    private final VirtualThreads threads;

    CustomerChats(Applications applications, VirtualThreads threads) {
        this.applications = applications;
        this.threads = threads;
    }

    /** Empty when there is no such group any more. */
    Uni<Optional<CustomerGroup.Sight>> look(String chat) {
        return threads.call(() -> asked(() -> {
            try {
                return Optional.of(sight(applications.call(
                        applications.speaker(),
                        application -> application
                                .getExternalContactService()
                                .getGroupChat(chat, 0)
                                .getGroupChat())));
            } catch (WxErrorException e) {
                if (GONE.contains(e.getError().getErrorCode())) {
                    return Optional.empty();
                }
                throw e;
            }
        }));
    }

    private static CustomerGroup.Sight sight(WxCpUserExternalGroupChatInfo.GroupChat group) {
        List<AreaCode> units = group.getMemberList().stream()
                .map(WxCpUserExternalGroupChatInfo.GroupMember::getState)
                .filter(Objects::nonNull)
                .flatMap(state -> unit(state).stream())
                .toList();
        return new CustomerGroup.Sight(
                group.getChatId(),
                name(group.getName()),
                text(group.getOwner()),
                units,
                text(group.getMemberVersion()));
    }

    /** Codes of others, made in WeCom's own pages, carry other states. */
    static Optional<AreaCode> unit(String state) {
        return state.startsWith(UNIT) ? AreaCode.parse(state.substring(UNIT.length())) : Optional.empty();
    }

    /** Of a group nobody named WeCom tells no name. */
    private static String name(String name) {
        return name == null || name.isBlank() ? "没有名字的客户群" : name;
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }

    /** All within the application's visible range. */
    Uni<List<String>> all() {
        return threads.call(() -> asked(() -> {
            List<String> chats = new ArrayList<>();
            String cursor = "";
            do {
                String from = cursor;
                WxCpUserExternalGroupChatList page = applications.call(
                        applications.speaker(),
                        application ->
                                application.getExternalContactService().listGroupChat(PAGE, from, 0, new String[0]));
                page.getGroupChatList().forEach(one -> chats.add(one.getChatId()));
                cursor = text(page.getNextCursor());
            } while (!cursor.isEmpty());
            return chats;
        }));
    }

    /** @param roomName of the groups WeCom makes by itself when this one is full */
    Uni<JoinWays.JoinWay> joinWay(AreaCode unit, String chat, String roomName) {
        return threads.call(() -> asked(() -> applications.call(applications.speaker(), application -> {
            WxCpGroupJoinWayInfo.JoinWay way = new WxCpGroupJoinWayInfo.JoinWay();
            way.setScene(BY_QR_CODE);
            way.setRemark(roomName);
            way.setAutoCreateRoom(1);
            way.setRoomBaseName(roomName);
            way.setRoomBaseId(1);
            way.setChatIdList(List.of(chat));
            way.setState(JoinWays.JoinWay.state(unit));
            WxCpGroupJoinWayInfo wanted = new WxCpGroupJoinWayInfo();
            wanted.setJoinWay(way);
            String id =
                    application.getExternalContactService().addJoinWay(wanted).getConfigId();
            String code = application
                    .getExternalContactService()
                    .getJoinWay(id)
                    .getJoinWay()
                    .getQrCode();
            return new JoinWays.JoinWay(id, text(code), unit, chat);
        })));
    }

    private interface Question<T> {
        T answer() throws WxErrorException;
    }

    private static <T> T asked(Question<T> question) {
        Supplier<String> away = () -> "企业微信暂时没有答复，请过一会儿再试";
        try {
            return question.answer();
        } catch (WxErrorException e) {
            int code = e.getError().getErrorCode();
            throw code == Verdict.BUSY || code == -99
                    ? new Unavailable(away.get(), new WxErrorException("errcode " + code))
                    : new Rejected("企业微信不同意（错误码 " + code + "），请管理员看应用有没有客户联系的权限");
        } catch (NoToken e) {
            throw new Unavailable(away.get(), e);
        } catch (RuntimeException e) {
            // An address with its token may stand in the message.
            throw new Unavailable(
                    away.get(), new IllegalStateException(e.getClass().getSimpleName()));
        }
    }
}
