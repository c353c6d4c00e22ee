package lianhu.adapters.web;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The templates of the tracking page in {@code templates/web}. */
@CheckedTemplate(basePath = "web")
final class TrackTemplates {
    static native TemplateInstance ask(AskView view);

    static native TemplateInstance locked(String until, ServiceLine line);

    static native TemplateInstance track(TrackView view);

    private TrackTemplates() {}
}
