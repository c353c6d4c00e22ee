package lianhu.adapters.web.consultation;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The templates of the pages of consultations in {@code templates/web}. */
@CheckedTemplate(basePath = "web")
final class ConsultationTemplates {
    static native TemplateInstance consultation(ConsultationView view);

    static native TemplateInstance whistle(WhistleView view);

    private ConsultationTemplates() {}
}
