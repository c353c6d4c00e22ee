package lianhu.bot.wecom.callback;

import io.smallrye.mutiny.Uni;

/** Is notified of changes of customer groups (document 92130). */
public interface GroupChangeListener {
    String EVENT = "change_external_chat";

    /** Never fails. */
    Uni<Void> onGroupChange(XmlElement event);
}
