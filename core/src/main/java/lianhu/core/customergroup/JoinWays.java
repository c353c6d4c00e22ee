package lianhu.core.customergroup;

import io.smallrye.mutiny.Uni;
import lianhu.core.area.AreaCode;

/** Codes by which residents join a customer group; a member's code is evidence for the place of the group. */
public interface JoinWays {
    /**
     * Returns the existing code of this unit for that group, or makes one. Fails with {@link
     * lianhu.core.report.ReportRejectedException} where WeCom refuses and with {@link
     * lianhu.core.report.StoreUnavailableException} where it is unreachable; both give the reason.
     */
    Uni<JoinWay> create(AreaCode unit, String chat);

    /**
     * @param id WeCom's config_id; WeCom lists it nowhere, so it is kept
     * @param qrCode address of the picture to print
     */
    record JoinWay(String id, String qrCode, AreaCode unit, String chat) {
        /** The state of a member who joined by it; at most 30 bytes. */
        public String state() {
            return state(unit);
        }

        public static String state(AreaCode unit) {
            return "u:" + unit;
        }
    }
}
