package lianhu.app.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import lianhu.adapters.county.County;
import lianhu.adapters.county.DemoData;
import lianhu.app.boot.EmbeddedServersLifecycle;
import lianhu.app.boot.JdbcConnections;
import lianhu.app.support.ApiClient;
import lianhu.app.support.Browser;
import lianhu.app.support.GatewayTestResource;
import lianhu.app.support.SimulatorClient;
import lianhu.app.web.ReportPageTest;
import lianhu.core.roster.Post;
import lianhu.core.roster.PostDirectory;
import lianhu.core.roster.PostHolderLinks;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Neither the log nor the database holds what residents write, who they are, or a key. It runs late, so that it reads
 * what the other tests left.
 */
@NullUnmarked
@QuarkusTest
@WithTestResource(value = GatewayTestResource.class, scope = TestResourceScope.GLOBAL)
class DataAtRestTest {
    @TestHTTPResource
    URI gateway;

    private static final String NAME = "覃月娥";
    private static final String OTHER_NAME = "瞿长庚";
    private static final String PHONE = "15400009377";
    private static final String OTHER_PHONE = "15400009388";
    private static final String RESIDENT = "wmQINYUEE0001";
    private static final String RESIDENT_PHONE = "15400009399";
    private static final String PLACE = "621099101201001-L001";
    private static final int TELLING = 5;

    @Inject
    PostDirectory postDirectory;

    @Inject
    PostHolderLinks links;

    @Inject
    County county;

    SimulatorClient simulatorClient;
    String receipt;

    /** Through every channel, also with what is rejected. */
    @BeforeEach
    void fileReports() {
        simulatorClient = new SimulatorClient(gateway);
        ApiClient apiClient = new ApiClient(gateway);
        Browser phone = new Browser(gateway);
        simulatorClient.sendToGroup(SimulatorClient.SHANGHE, "lao.tan", "皂角树底下路灯不亮，娃上学看不见");
        simulatorClient.sendToGroup("wrXIAHE0001", "lao.ding", "举报有人虚报冒领，册子里一半是假的");
        receipt = ReportPageTest.number(phone.multipart(
                "/report/" + PLACE,
                Map.of(
                        "words",
                        "槐树湾水管漏水了",
                        "name",
                        NAME,
                        "phone",
                        PHONE,
                        "key",
                        UUID.randomUUID().toString())));
        phone.multipart("/report/" + PLACE, Map.of("words", "槐树湾水管漏水了", "phone", "154x" + PHONE));
        phone.form("/track", Map.of("no", receipt, "digits", "9377"));
        JsonObject person = new JsonObject().put("name", OTHER_NAME).put("phone", OTHER_PHONE);
        apiClient.post(
                "reports",
                new JsonObject().put("area", PLACE).put("text", "油坊沟垃圾没人清").put("reporter", person));
        apiClient.post(
                "reports",
                new JsonObject().put("area", "nowhere").put("text", "油坊沟垃圾没人清").put("reporter", person));
        simulatorClient.sendGroupText(RESIDENT, "柳荫桥头的护栏断了");
        simulatorClient.sendGroupText(RESIDENT, "手机" + RESIDENT_PHONE);
        simulatorClient.awaitQuiet();
    }

    @Test
    void theLogHoldsNoWordsNamesNumbersLinksOrKeys() throws Exception {
        // Given
        List<String> hidden = new ArrayList<>(words());
        hidden.addAll(people());
        for (Post post : postDirectory.all()) {
            hidden.add(post.phone());
            hidden.add(post.userId());
            links.linkOf(post.id())
                    .map(link -> link.substring("/unit/".length()))
                    .ifPresent(hidden::add);
        }
        hidden.addAll(keys());

        // When
        String log = Files.readString(Path.of(setting(GatewayTestResource.LOG_FILE)));

        // Then
        assertTrue(log.contains("Installed features"), "the run was not logged");
        assertEquals(List.of(), found(hidden, log));
    }

    @Test
    void theDatabaseHoldsNoWordsNamesOrPhonesThatCanBeRead() throws Exception {
        // Given
        List<String> hidden = new ArrayList<>(words());
        hidden.addAll(people());
        postDirectory.all().forEach(post -> hidden.add(post.phone()));
        // The example of a rule is public and stored with the route that it explains.
        county.demo().reports().stream()
                .map(DemoData.DemoReport::text)
                .filter(text -> county.catalogue().rules().stream()
                        .noneMatch(routingRule -> routingRule.example().contains(text)))
                .forEach(hidden::add);
        hidden.addAll(keys());

        // When
        String all = wholeDatabase();

        // Then
        assertTrue(all.contains(receipt), "the database was not read");
        assertEquals(List.of(), found(hidden, all));
    }

    private static List<String> people() {
        return List.of(NAME, OTHER_NAME, PHONE, OTHER_PHONE, RESIDENT, RESIDENT_PHONE);
    }

    /** All texts of the whole run, and what was submitted through the pages here. */
    private List<String> words() {
        List<String> words = new ArrayList<>(List.of("槐树湾", "油坊沟", "换了灯头"));
        simulatorClient.all().stream()
                .filter(SimulatorClient::isMessage)
                .map(SimulatorClient::text)
                .map(text -> text.replace("@联户小助手", "").strip())
                .filter(text -> text.length() >= TELLING && !text.matches("[0-9 ]+"))
                .forEach(words::add);
        return words;
    }

    private static List<String> keys() throws Exception {
        return List.of(
                ApiClient.key(),
                Files.readString(Path.of(setting(GatewayTestResource.KEY_FILE))).strip(),
                setting("quarkus.datasource.password"),
                setting("lianhu.wecom.agents.\"lianhu\".secret"),
                setting("lianhu.wecom.agents.\"lianhu\".token"),
                setting("lianhu.wecom.agents.\"lianhu\".aes-key"),
                "demo-key-shanghe");
    }

    private static List<String> found(List<String> hidden, String text) {
        return hidden.stream()
                .filter(one -> !one.isEmpty() && text.contains(one))
                .distinct()
                .toList();
    }

    /** Every column of every table; bytes are read as the text they may be. */
    private static String wholeDatabase() throws SQLException {
        StringBuilder all = new StringBuilder();
        try (Connection connection = DriverManager.getConnection(
                JdbcConnections.jdbcUrl(setting(EmbeddedServersLifecycle.DATABASE)),
                setting("quarkus.datasource.username"),
                setting("quarkus.datasource.password"))) {
            List<String> tables = new ArrayList<>();
            try (ResultSet rows = connection
                    .createStatement()
                    .executeQuery("select table_name from information_schema.tables where table_schema = 'public'")) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
            for (String table : tables) {
                try (ResultSet rows = connection.createStatement().executeQuery("select * from \"" + table + "\"")) {
                    while (rows.next()) {
                        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                            all.append(cell(rows, i)).append('\n');
                        }
                    }
                }
            }
        }
        return all.toString();
    }

    private static String cell(ResultSet row, int column) throws SQLException {
        if (row.getMetaData().getColumnTypeName(column).equals("bytea")) {
            byte[] bytes = row.getBytes(column);
            return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
        }
        return String.valueOf(row.getString(column));
    }

    private static String setting(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }
}
