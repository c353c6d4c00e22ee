package lianhu.core.routing;

import lianhu.core.area.AreaCode;
import lianhu.core.area.Level;
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

    /**
     * 回避: true for an owner of the chain that a matter is about. Such an owner never gets the matter, neither when it is
     * filed nor by a later dispatch.
     *
     * @param recused the highest place of that chain
     */
    public boolean isRecusedBy(AreaCode recused) {
        return switch (type) {
            case UNIT, GRID, VILLAGE, TOWNSHIP, AWAY_GRID -> recused.contains(new AreaCode(id));
            case PLATFORM -> recused.level() == Level.TOWNSHIP && id.endsWith("-" + recused);
            case CENTRE, DEPARTMENT, TEAM, VENDOR, DESK -> false;
        };
    }

    /** True for the same type and id; the name of the holder may differ. */
    public boolean isSameAs(Owner other) {
        return type == other.type && id.equals(other.id);
    }
}
