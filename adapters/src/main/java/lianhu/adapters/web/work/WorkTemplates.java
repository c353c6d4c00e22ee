package lianhu.adapters.web.work;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import lianhu.adapters.web.support.Hotline;

/** The templates of the personal pages of handlers in {@code templates/web}. */
@CheckedTemplate(basePath = "web")
final class WorkTemplates {
    static native TemplateInstance work(WorkView view);

    static native TemplateInstance hear(HearView view);

    static native TemplateInstance ended(Hotline line);

    static native TemplateInstance elsewhere(String path, Hotline line);

    private WorkTemplates() {}
}
