package lianhu.desk.auth;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** Team leads as the settings would name them. */
public final class TeamLeadsFixture {
    public static TeamLeads of(String... logins) {
        return new TeamLeads(new DeskSettings() {
            @Override
            public Optional<Path> passwordFile() {
                return Optional.empty();
            }

            @Override
            public Optional<Set<String>> teamLeads() {
                return Optional.of(Set.of(logins));
            }
        });
    }

    private TeamLeadsFixture() {}
}
