package lianhu.adapters.web.unit;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The template of a unit head's page in {@code templates/web}. */
@CheckedTemplate(basePath = "web")
final class UnitTemplates {
    static native TemplateInstance unit(UnitView view);

    private UnitTemplates() {}
}
