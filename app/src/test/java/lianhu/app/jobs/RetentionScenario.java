package lianhu.app.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.imageio.ImageIO;
import lianhu.adapters.files.FileAttachmentStore;
import lianhu.app.support.Browser;
import lianhu.app.support.SimulatorClient;
import lianhu.app.web.ReportPageTest;
import lianhu.core.casework.TicketService;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.report.AttachmentId;
import lianhu.core.report.ReceiptNo;
import lianhu.core.routing.Owner;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.TicketNo;
import org.jspecify.annotations.NullUnmarked;

/** Matters in which every word, name, number and photo that a person can send is stored. */
@NullUnmarked
final class RetentionScenario {
    private static final String UNIT = "621099101202001-L002";
    static final Actor DESK = new Actor(Actor.Type.DESK, "desk", "受理台");
    static final String NAME = "濮阳桂兰";
    static final String PHONE = "15400008811";
    static final String SEALED_NAME = "澹台秋菊";
    static final String SEALED_PHONE = "15400008822";
    static final String KF_RESIDENT = "wmRETENTION0001";
    static final String KF_PHONE = "15400008833";
    static final String OPEN_NAME = "鲜于冬梅";
    static final String OPEN_PHONE = "15400008844";
    static final String OPEN_WORDS = "葫芦坝的路灯不亮";
    static final String SEALED_WORDS = "举报碓窝坪有人虚报冒领补助";

    /** One for each place in which a person can write. */
    static final List<String> WORDS = List.of(
            "皂荚坳的路灯坏了",
            "桑葚沟那盏也坏",
            "先去枇杷岭看看",
            "不归我们管找榨油房",
            "换了砧板石的灯",
            "说是石臼巷没修好",
            "石臼巷这回修好",
            "皂荚坳灯黑着娃怕",
            "麻柳滩的路灯不亮",
            "竹篾街的路灯坏了",
            "竹篾街灯修好");

    private final URI gateway;
    private final Pool pool;
    private final FileAttachmentStore files;
    private final TicketService ticketService;
    private final Browser resident;
    private String receipt;

    RetentionScenario(URI gateway, Pool pool, FileAttachmentStore files, TicketService ticketService) {
        this.gateway = gateway;
        this.pool = pool;
        this.files = files;
        this.ticketService = ticketService;
        resident = new Browser(gateway);
    }

    /** The first receipt; known once planted. */
    String receipt() {
        return receipt;
    }

    /** Everything that people can write; returns the names of the files. */
    List<String> plant() throws Exception {
        SimulatorClient simulatorClient = new SimulatorClient(gateway);
        receipt = submit(WORDS.get(0), NAME, PHONE);
        ReceiptNo no = new ReceiptNo(receipt);
        act(
                receipt,
                Action.of(ActionType.SUPPLEMENT, new Actor(Actor.Type.REPORTER, receipt, ""))
                        .withReceipt(no)
                        .withWords(WORDS.get(1))
                        .withAttachments(List.of(photo(2))));
        Owner housing = new Owner(OwnerType.DEPARTMENT, "housing", "县住建局");
        act(receipt, Action.of(ActionType.DISPATCH, DESK).to(housing).withWords(WORDS.get(2)));
        act(receipt, Action.of(ActionType.RETURN, DESK).withWords(WORDS.get(3)));
        act(receipt, Action.of(ActionType.DISPATCH, DESK).to(housing));
        act(receipt, Action.of(ActionType.RESULT, DESK).withWords(WORDS.get(4)).withAttachments(List.of(photo(3))));
        act(receipt, Action.of(ActionType.REOPEN, DESK).withWords(WORDS.get(5)));
        String merged = submit(WORDS.get(7), NAME, PHONE);
        act(merged, Action.of(ActionType.MERGE, DESK).into(ticketOf(receipt)));
        act(receipt, Action.of(ActionType.RESULT, DESK).withWords(WORDS.get(6)));

        long before = simulatorClient.now();
        customer(simulatorClient, WORDS.get(8));
        String ofCustomer =
                SimulatorClient.receiptIn(SimulatorClient.text(simulatorClient.await(KF_RESIDENT, before, "麻柳滩")));
        customer(simulatorClient, "手机" + KF_PHONE);
        simulatorClient.await(KF_RESIDENT, before, "加密记下了");
        act(ofCustomer, Action.of(ActionType.RESULT, DESK).withWords("修好了"));

        String ofGroup = simulatorClient
                .sendToGroup(SimulatorClient.SHANGHE, "lao.tan", WORDS.get(9))
                .receipt();
        act(ofGroup, Action.of(ActionType.RESULT, DESK).withWords(WORDS.get(10)));
        String ofSealed = submit(SEALED_WORDS, SEALED_NAME, SEALED_PHONE);
        act(ofSealed, Action.of(ActionType.RESULT, DESK).withWords("查清楚了"));
        submit(OPEN_WORDS, OPEN_NAME, OPEN_PHONE);
        for (String ended : List.of(receipt, ofCustomer, ofGroup, ofSealed)) {
            act(ended, Action.of(ActionType.CLOSE, DESK));
        }
        simulatorClient.awaitQuiet();
        return await(pool.query("SELECT sha256 FROM ticket_attachment WHERE ticket_no = '" + ticketOf(receipt) + "'")
                .execute()
                .map(found -> {
                    List<String> names = new ArrayList<>();
                    found.forEach(row -> names.add(row.getString(0)));
                    assertEquals(3, names.size(), "a photo is missing");
                    return names;
                }));
    }

    String submit(String words, String name, String number) throws Exception {
        return ReportPageTest.number(resident.multipart(
                "/report/" + UNIT,
                Map.of(
                        "words",
                        words,
                        "name",
                        name,
                        "phone",
                        number,
                        "key",
                        UUID.randomUUID().toString()),
                words.equals(WORDS.get(0)) ? jpeg(1) : new byte[0]));
    }

    private static void customer(SimulatorClient simulatorClient, String text) {
        simulatorClient.post(
                "private",
                new JsonObject().put("to", "kf").put("from", KF_RESIDENT).put("text", text));
    }

    private AttachmentId photo(int shade) throws Exception {
        return await(files.store(jpeg(shade)));
    }

    private static byte[] jpeg(int shade) throws Exception {
        BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
        image.setRGB(shade, shade, 0xFFFFFF);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", bytes);
        return bytes.toByteArray();
    }

    void act(String of, Action action) {
        assertInstanceOf(
                TicketService.Outcome.Done.class,
                await(ticketService.act(ticketOf(of), action)),
                action.type().name());
    }

    TicketNo ticketOf(String of) {
        return await(pool.query("SELECT ticket_no FROM report WHERE receipt_no = '" + of + "'")
                .execute()
                .map(rows -> new TicketNo(rows.iterator().next().getString(0))));
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(60));
    }
}
