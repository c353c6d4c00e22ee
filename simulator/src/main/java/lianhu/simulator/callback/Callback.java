package lianhu.simulator.callback;

import lianhu.simulator.world.Place;

/** One thing WeCom tells the gateway, before it is sealed. */
public record Callback(String msgid, Door door, String plain, Place place) {

    /** The two addresses of the gateway. */
    public enum Door {
        ROBOT,
        APP
    }
}
