package lianhu.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import javax.imageio.ImageIO;
import lianhu.core.area.Area;
import lianhu.core.area.Areas;
import lianhu.core.people.PersonalLinks;
import lianhu.core.people.Post;
import lianhu.core.people.PostId;
import lianhu.core.people.Posts;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever way a photo comes, where and by whom it was taken is off before anybody can look at it. */
@NullUnmarked
@QuarkusTest
@WithTestResource(value = HouseResource.class, scope = TestResourceScope.GLOBAL)
class PhotosOfEveryDoorTest {
    private static final String UNIT = "621099101202001-L001";
    private static final byte[] PHOTO = withPlace();

    @TestHTTPResource
    URI gateway;

    @Inject
    PersonalLinks links;

    @Inject
    Posts posts;

    @Inject
    Areas areas;

    Wecom wecom;
    Clerk clerk;

    @BeforeEach
    void begin() {
        wecom = new Wecom(gateway);
        clerk = new Clerk(gateway);
    }

    @Test
    void ofTheRobot() {
        JsonObject said = wecom.post(
                "say",
                new JsonObject()
                        .put("chat", "wrXIAHE0001")
                        .put("from", "lao.ding")
                        .put("text", "碾坊东边的路灯不亮")
                        .put("image", base64())
                        .put("wait", true));
        isClean(Wecom.receiptIn(said.getJsonArray("replies").getJsonObject(0).getString("text")));
    }

    @Test
    void ofTheApplication() {
        String member = "hao.shuji";
        long before = wecom.now();
        wecom.post(
                "private",
                new JsonObject().put("from", member).put("image", base64()).put("wait", true));
        isClean(Wecom.receiptIn(Wecom.text(wecom.await(member, before, "收到了"))));
    }

    @Test
    void ofCustomerService() {
        String resident = "wmPHOTO0001";
        long before = wecom.now();
        wecom.post(
                "private",
                new JsonObject().put("to", "kf").put("from", resident).put("image", base64()));
        isClean(Wecom.receiptIn(Wecom.text(wecom.await(resident, before, "收到了"))));
    }

    @Test
    void ofTheCardsPage() {
        isClean(ReportPageTest.number(new Visitor(gateway)
                .multipart(
                        "/report/" + UNIT,
                        Map.of("words", "碾坊西边的路灯不亮", "key", UUID.randomUUID().toString()),
                        PHOTO)));
    }

    @Test
    void ofTheHeadsPage() {
        Visitor phone = new Visitor(gateway);
        String page = links.linkOf(new PostId(UNIT + ".UNIT_HEAD.1")).orElseThrow();
        Map<String, String> fields =
                Map.of("words", "碾坊南边的路灯不亮", "key", phone.get(page).hidden("key"), "whose", "own");
        isClean(Wecom.receiptIn(phone.multipart(page + "/tell", fields, PHOTO).body()));
    }

    @Test
    void ofTheChambersPage() {
        Visitor phone = new Visitor(gateway);
        String page = posts.all().stream()
                .filter(post -> post.area().isAway())
                .map(Post::id)
                .flatMap(post -> links.linkOf(post).stream())
                .findFirst()
                .orElseThrow();
        String village = areas.all().stream()
                .filter(area -> area.code().value().equals("621099201201"))
                .map(Area::name)
                .findFirst()
                .orElseThrow();
        Map<String, String> fields = Map.of(
                "words", "碾坊门口的路塌了",
                "where", "HOME",
                "home", village,
                "member", "钱老板",
                "agreed", "yes",
                "key", phone.get(page).hidden("key"));
        isClean(phone.multipart(page, fields, PHOTO).number());
    }

    private void isClean(String receipt) {
        JsonObject ticket = clerk.ticketOf(receipt);
        assertEquals(1, ticket.getJsonArray("attachments").size(), ticket::encode);
        String photo = ticket.getJsonArray("attachments").getJsonObject(0).getString("id");
        Visitor.Page shown = new Visitor(gateway).get("/desk/tickets/" + ticket.getString("no") + "/photo/" + photo);
        assertEquals("image/jpeg", shown.type());
        assertTrue(new String(PHOTO, StandardCharsets.ISO_8859_1).contains("GPS 39.1"));
        assertFalse(shown.body().contains("Exif"), "the side information is still there");
        assertFalse(shown.body().contains("GPS"), "the side information is still there");
    }

    private static String base64() {
        return Base64.getEncoder().encodeToString(PHOTO);
    }

    /** A small black picture with an EXIF segment. */
    private static byte[] withPlace() {
        ByteArrayOutputStream image = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "jpeg", image);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] plain = image.toByteArray();
        byte[] notes = "Exif\0\0MM\0*\0\0\0\10\0\0GPS 39.1 100.2".getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(plain, 0, 2);
        out.write(0xFF);
        out.write(0xE1);
        out.write(0);
        out.write(notes.length + 2);
        out.writeBytes(notes);
        out.write(plain, 2, plain.length - 2);
        return out.toByteArray();
    }
}
