package lianhu.desk.auth;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import lianhu.desk.format.DemoMode;

/** Team leads, who may search for persons, and who may file drills, as the settings would name them. */
public final class TeamLeadsFixture {
    public static TeamLeads of(String... logins) {
        return new TeamLeads(settings(logins));
    }

    public static PersonSearchers searchers(String... logins) {
        return new PersonSearchers(settings(logins), new DemoMode(false, 8090));
    }

    public static DrillOrganisers drillOrganisers(String... logins) {
        return new DrillOrganisers(settings(logins), new DemoMode(false, 8090));
    }

    private static DeskSettings settings(String... logins) {
        return new DeskSettings() {
            @Override
            public Optional<Path> passwordFile() {
                return Optional.empty();
            }

            @Override
            public Optional<Set<String>> teamLeads() {
                return Optional.of(Set.of(logins));
            }

            @Override
            public Optional<Set<String>> personSearch() {
                return Optional.of(Set.of(logins));
            }

            @Override
            public Optional<Set<String>> drill() {
                return Optional.of(Set.of(logins));
            }
        };
    }

    private TeamLeadsFixture() {}
}
