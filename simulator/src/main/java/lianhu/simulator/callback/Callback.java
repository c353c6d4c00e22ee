package lianhu.simulator.callback;

import lianhu.simulator.state.Address;

/** A callback to the gateway before it is encrypted. */
public record Callback(String msgid, Endpoint endpoint, String plain, Address place) {

    /** The two callback endpoints of the gateway. */
    public enum Endpoint {
        ROBOT,
        APP
    }
}
