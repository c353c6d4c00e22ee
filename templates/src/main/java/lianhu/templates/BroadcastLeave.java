package lianhu.templates;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** {@code notice/broadcast-leave.txt}. A draft for whoever writes it. */
@CheckedTemplate(basePath = "notice", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record BroadcastLeave(String where, String to, String dutyRoom, String from, String time)
        implements TemplateInstance {}
