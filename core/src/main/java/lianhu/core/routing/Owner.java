package lianhu.core.routing;

import lianhu.core.catalogue.OwnerType;

/**
 * The owner of a ticket.
 *
 * @param id an area code for unit, grid, village and township, else the id of a department
 * @param name shown to residents: 网格员小王, 云溪镇便民服务平台
 */
public record Owner(OwnerType type, String id, String name) {
    /** 县里兜底: no other owner is found yet. */
    public boolean isDesk() {
        return type == OwnerType.DESK;
    }

    /** The same owner, whoever holds the post. */
    public boolean isSameAs(Owner other) {
        return type == other.type && id.equals(other.id);
    }
}
