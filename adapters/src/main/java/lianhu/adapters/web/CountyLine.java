package lianhu.adapters.web;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import lianhu.adapters.county.County;
import lianhu.adapters.county.CountyProfile;

/** The service line of this county's folder. */
final class CountyLine {
    @Produces
    @Singleton
    ServiceLine line(County county) {
        CountyProfile profile = county.profile();
        return new ServiceLine(profile.hotline().name(), profile.hotline().number(), profile.isFictional());
    }
}
