package lianhu.desk.auth;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import lianhu.desk.format.DemoMode;

/** Team leads, and who may search for persons, as the settings would name them. */
public final class TeamLeadsFixture {
    public static TeamLeads of(String... logins) {
        return new TeamLeads(settings(logins));
    }

    public static PersonSearchers searchers(String... logins) {
        return new PersonSearchers(settings(logins), new DemoMode(false, 8090));
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
        };
    }

    private TeamLeadsFixture() {}
}
