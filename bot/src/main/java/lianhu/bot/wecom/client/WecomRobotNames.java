package lianhu.bot.wecom.client;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import lianhu.bot.conversation.RobotNames;

/** The names of the smart robots in the settings. */
@Singleton
final class WecomRobotNames implements RobotNames {
    private final WecomSettings settings;

    WecomRobotNames(WecomSettings settings) {
        this.settings = settings;
    }

    @Override
    public List<String> of(String account) {
        return Optional.ofNullable(settings.aibots().get(account))
                .flatMap(WecomSettings.Aibot::names)
                .orElse(List.of());
    }
}
