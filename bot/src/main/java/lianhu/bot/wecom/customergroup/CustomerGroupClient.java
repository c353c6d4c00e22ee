package lianhu.bot.wecom.customergroup;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import lianhu.bot.wecom.client.AccessTokenException;
import lianhu.bot.wecom.client.BlockingCallExecutor;
import lianhu.bot.wecom.client.WecomErrorClassifier;
import lianhu.bot.wecom.client.WxCorpClients;
import lianhu.core.area.AreaCode;
import lianhu.core.customergroup.CustomerGroup;
import lianhu.core.customergroup.JoinWays;
import lianhu.core.report.ReportRejectedException;
import lianhu.core.report.StoreUnavailableException;
import me.chanjar.weixin.common.error.WxErrorException;
import me.chanjar.weixin.cp.bean.external.WxCpGroupJoinWayInfo;
import me.chanjar.weixin.cp.bean.external.WxCpUserExternalGroupChatInfo;
import me.chanjar.weixin.cp.bean.external.WxCpUserExternalGroupChatList;

/** Loads customer groups and creates their join codes (documents 92120, 92122, 92229). */
@Singleton
public final class CustomerGroupClient {
    private static final int PAGE = 1_000;
    /** No such chat, or dismissed. */
    private static final Set<Integer> GONE = Set.of(40050, 49008);

    private static final int BY_QR_CODE = 2;
    private static final String UNIT = "u:";

    private final WxCorpClients wxCorpClients;
    private final BlockingCallExecutor threads;

    public CustomerGroupClient(WxCorpClients wxCorpClients, BlockingCallExecutor threads) {
        this.wxCorpClients = wxCorpClients;
        this.threads = threads;
    }

    /** Empty when the group no longer exists. */
    Uni<Optional<CustomerGroup.Snapshot>> loadGroup(String chat) {
        return threads.call(() -> translateErrors(() -> {
            try {
                return Optional.of(snapshot(wxCorpClients.call(
                        wxCorpClients.defaultAgent(),
                        wxCorpClient -> wxCorpClient
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

    private static CustomerGroup.Snapshot snapshot(WxCpUserExternalGroupChatInfo.GroupChat group) {
        List<AreaCode> units = group.getMemberList().stream()
                .map(WxCpUserExternalGroupChatInfo.GroupMember::getState)
                .filter(Objects::nonNull)
                .flatMap(state -> unitOf(state).stream())
                .toList();
        return new CustomerGroup.Snapshot(
                group.getChatId(),
                name(group.getName()),
                text(group.getOwner()),
                units,
                text(group.getMemberVersion()));
    }

    /** Join codes made in WeCom's own pages carry other states. */
    public static Optional<AreaCode> unitOf(String state) {
        return state.startsWith(UNIT) ? AreaCode.parse(state.substring(UNIT.length())) : Optional.empty();
    }

    /** WeCom sends no name for a group that was never named. */
    private static String name(String name) {
        return name == null || name.isBlank() ? "没有名字的客户群" : name;
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }

    /** All within the application's visible range. */
    Uni<List<String>> listChatIds() {
        return threads.call(() -> translateErrors(() -> {
            List<String> chats = new ArrayList<>();
            String cursor = "";
            do {
                String from = cursor;
                WxCpUserExternalGroupChatList page = wxCorpClients.call(
                        wxCorpClients.defaultAgent(),
                        wxCorpClient ->
                                wxCorpClient.getExternalContactService().listGroupChat(PAGE, from, 0, new String[0]));
                page.getGroupChatList().forEach(one -> chats.add(one.getChatId()));
                cursor = text(page.getNextCursor());
            } while (!cursor.isEmpty());
            return chats;
        }));
    }

    /** @param roomName of the groups WeCom makes by itself when this one is full */
    Uni<JoinWays.JoinWay> createJoinWay(AreaCode unit, String chat, String roomName) {
        return threads.call(() ->
                translateErrors(() -> wxCorpClients.call(wxCorpClients.defaultAgent(), wxCorpClient -> {
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
                    String id = wxCorpClient
                            .getExternalContactService()
                            .addJoinWay(wanted)
                            .getConfigId();
                    String code = wxCorpClient
                            .getExternalContactService()
                            .getJoinWay(id)
                            .getJoinWay()
                            .getQrCode();
                    return new JoinWays.JoinWay(id, text(code), unit, chat);
                })));
    }

    private interface WxCall<T> {
        T execute() throws WxErrorException;
    }

    private static <T> T translateErrors(WxCall<T> wxCall) {
        Supplier<String> away = () -> "企业微信暂时没有答复，请过一会儿再试";
        try {
            return wxCall.execute();
        } catch (WxErrorException e) {
            int code = e.getError().getErrorCode();
            throw code == WecomErrorClassifier.BUSY || code == -99
                    ? new StoreUnavailableException(away.get(), new WxErrorException("errcode " + code))
                    : new ReportRejectedException("企业微信不同意（错误码 " + code + "），请管理员看应用有没有客户联系的权限");
        } catch (AccessTokenException e) {
            throw new StoreUnavailableException(away.get(), e);
        } catch (RuntimeException e) {
            // An address with its token may stand in the message.
            throw new StoreUnavailableException(
                    away.get(), new IllegalStateException(e.getClass().getSimpleName()));
        }
    }
}
