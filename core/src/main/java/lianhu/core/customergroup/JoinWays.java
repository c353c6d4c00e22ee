package lianhu.core.customergroup;

import io.smallrye.mutiny.Uni;
import lianhu.core.area.AreaCode;

/** Codes by which residents come into a customer group; who comes that way shows where the group belongs. */
public interface JoinWays {
    /**
     * A code of this unit into that group, the same one when there is one. Fails with {@link ReportRejectedException} where
     * WeCom refuses and with {@link StoreUnavailableException} where it cannot be reached; both say why.
     */
    Uni<JoinWay> create(AreaCode unit, String chat);

    /**
     * @param id WeCom's config_id; WeCom lists it nowhere, so it is kept
     * @param qrCode address of the picture to print
     */
    record JoinWay(String id, String qrCode, AreaCode unit, String chat) {
        /** What a member who came by it carries; at most 30 bytes. */
        public String state() {
            return state(unit);
        }

        public static String state(AreaCode unit) {
            return "u:" + unit;
        }
    }
}
