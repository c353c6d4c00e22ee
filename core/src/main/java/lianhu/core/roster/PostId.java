package lianhu.core.roster;

/** Names a post for ever, whoever holds it. */
public record PostId(String value) {
    @Override
    public String toString() {
        return value;
    }
}
