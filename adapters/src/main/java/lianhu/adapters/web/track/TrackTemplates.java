package lianhu.adapters.web.track;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import lianhu.adapters.web.support.Hotline;

/** The templates of the tracking page in {@code templates/web}. */
@CheckedTemplate(basePath = "web")
final class TrackTemplates {
    static native TemplateInstance ask(LookupView view);

    static native TemplateInstance locked(String until, Hotline line);

    static native TemplateInstance track(TrackView view);

    private TrackTemplates() {}
}
