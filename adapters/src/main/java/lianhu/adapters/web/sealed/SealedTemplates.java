package lianhu.adapters.web.sealed;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The template of the page for sealed tickets in {@code templates/web}. */
@CheckedTemplate(basePath = "web")
final class SealedTemplates {
    static native TemplateInstance sealed(SealedView view);

    private SealedTemplates() {}
}
