package lianhu.app.flow;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Turns the Kafka channel on where the servers are set. Found by {@code META-INF/services}. */
public final class KafkaChannelConfig implements ConfigSourceFactory {
    static final String SERVERS = "kafka.bootstrap.servers";

    private static final String ENABLED = "mp.messaging.outgoing." + TicketEventRunner.CHANNEL + ".enabled";
    /** Above application.properties, below system properties and the environment. */
    private static final int ORDINAL = 275;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        String servers = context.getValue(SERVERS).getValue();
        boolean isSet = servers != null && !servers.isBlank();
        return List.of(new PropertiesConfigSource(Map.of(ENABLED, Boolean.toString(isSet)), "kafka channel", ORDINAL));
    }
}
