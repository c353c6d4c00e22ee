package lianhu.core.routing;

import lianhu.core.catalogue.OwnerType;

/**
 * The owner of a ticket.
 *
 * @param id an area code for unit, grid, village and township, else the id of a department
 * @param name shown to residents: 网格员小王, 云溪镇便民服务平台
 */
public record Owner(OwnerType type, String id, String name) {
    /** True for the desk, which owns a ticket until another owner is found (县里兜底). */
    public boolean isDesk() {
        return type == OwnerType.DESK;
    }

    /** True for the same type and id; the name of the holder may differ. */
    public boolean isSameAs(Owner other) {
        return type == other.type && id.equals(other.id);
    }
}
