package lianhu.simulator.callback;

import lianhu.simulator.state.Address;

/** One thing WeCom tells the gateway, before it is sealed. */
public record Callback(String msgid, Endpoint endpoint, String plain, Address place) {

    /** The two addresses of the gateway. */
    public enum Endpoint {
        ROBOT,
        APP
    }
}
