package lianhu.core.call;

/** Whom an agent has called into the talk. */
public enum ThirdParty {
    NONE,
    RINGING,
    TALKING
}
