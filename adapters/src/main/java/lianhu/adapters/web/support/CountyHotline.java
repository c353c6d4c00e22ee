package lianhu.adapters.web.support;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import lianhu.adapters.county.County;
import lianhu.adapters.county.CountyProfile;

/** Produces the hotline of the county folder. */
final class CountyHotline {
    @Produces
    @Singleton
    Hotline hotline(County county) {
        CountyProfile profile = county.profile();
        return new Hotline(profile.hotline().name(), profile.hotline().number(), profile.isFictional());
    }
}
