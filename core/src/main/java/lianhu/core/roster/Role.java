package lianhu.core.roster;

/** A kind of post, with its default title. */
public enum Role {
    UNIT_HEAD("联户长"),
    DEPUTY_HEAD("副联户长"),
    KEEPER("网格员"),
    HELPER("兼职网格员"),
    GRID_HEAD("网格长"),
    GUIDE("网格指导员"),
    TOWNSHIP_ROOM("综合信息指挥室"),
    DISPATCHER("县中心派单"),
    DUTY("值班"),
    LEADER("责任人");

    private final String title;

    Role(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
