package lianhu.adapters.web;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The templates in {@code templates/web} that several pages share. */
@CheckedTemplate(basePath = "web")
final class Pages {
    static native TemplateInstance replaced(ServiceLine line);

    static native TemplateInstance gone(ServiceLine line);

    static native TemplateInstance away(ServiceLine line);

    private Pages() {}
}
