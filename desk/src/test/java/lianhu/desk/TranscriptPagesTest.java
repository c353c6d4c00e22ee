package lianhu.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import lianhu.core.casework.AllowedActions;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.catalogue.RequestKind;
import lianhu.core.catalogue.Urgency;
import lianhu.core.classification.TextClassifier;
import lianhu.core.fixture.SmallCountyFixture;
import lianhu.core.query.QueueFilter;
import lianhu.core.query.TicketQueries;
import lianhu.core.query.TicketQueries.TicketDetails;
import lianhu.core.report.AttachmentId;
import lianhu.core.report.Channel;
import lianhu.core.report.ReceiptNo;
import lianhu.core.report.UntranscribedVoice;
import lianhu.core.routing.RoutingDecision;
import lianhu.core.speech.Transcript;
import lianhu.core.speech.TranscriptLine;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Change;
import lianhu.desk.DeskFixture.TicketScenario;
import lianhu.desk.format.StaffMember;
import lianhu.desk.queue.QueuePage;
import lianhu.desk.queue.QueueView;
import lianhu.desk.queue.SearchForm;
import lianhu.desk.ticket.ActionPanel;
import lianhu.desk.ticket.BoardEntry;
import lianhu.desk.ticket.TicketPage;
import lianhu.desk.view.PhoneCallList;
import lianhu.desk.view.RecordingView;
import lianhu.desk.view.TicketView;
import lianhu.desk.view.VoiceHint;
import org.junit.jupiter.api.Test;

/** What a machine heard, on the pages of the desk. */
class TranscriptPagesTest {
    private static final AttachmentId VOICE = new AttachmentId("a".repeat(64) + ".wav");
    private static final ReceiptNo RECEIPT = new ReceiptNo("48271938");
    private static final Instant AT = DeskFixture.at("23T09:00");
    private static final StaffMember STAFF = new StaffMember(DeskFixture.CHEN);
    private static final TextClassifier CLASSIFIER = new TextClassifier(SmallCountyFixture.CATALOGUE);

    @Test
    void aTranscriptStandsUnderItsRecordingAndSaysThatAMachineMadeIt() {
        // When
        String page = page(voice(Confidentiality.PRIVATE), heard("东头<b>路灯</b>坏了", OptionalDouble.of(0.823)));
        // Then
        int recording = page.indexOf("/photo/" + VOICE);
        int words = page.indexOf("机器转写（把握 82%）：</b>东头&lt;b&gt;路灯&lt;/b&gt;坏了");
        assertTrue(recording > 0 && words > recording, page);
        assertTrue(page.indexOf("机器听的，可能有错，以录音为准。", words) > words, page);
        assertTrue(page.contains("机器听着像：lamp。请听了再定。"), page);
        assertFalse(page.contains("请先听这一条"), page);
    }

    @Test
    void withoutAConfidenceNoneIsSaid() {
        // When
        String page = page(voice(Confidentiality.PRIVATE), heard("垃圾没人清", OptionalDouble.empty()));
        // Then
        assertTrue(page.contains("<b>机器转写：</b>垃圾没人清"), page);
    }

    @Test
    void silenceAndAFileThatCannotBeReadAreSaidToBeHeardByAPerson() {
        assertTrue(page(voice(Confidentiality.PRIVATE), heard("", OptionalDouble.empty()))
                .contains("机器没有听出话，请听录音。"));
        assertTrue(page(
                        voice(Confidentiality.PRIVATE),
                        new Transcript(VOICE, "", OptionalDouble.empty(), "whisper-1", AT, true))
                .contains("机器转写不了这一段，请听录音。"));
    }

    @Test
    void aSealedTicketShowsNoTranscript() {
        // When
        String page = page(voice(Confidentiality.SEALED), heard("举报村里占地", OptionalDouble.of(0.9)));
        // Then
        assertFalse(page.contains("占地") || page.contains("机器"), page);
    }

    @Test
    void aVoiceThatSoundsLikeAnEmergencyIsAskedToBeHeardFirst() {
        // When
        String page = page(voice(Confidentiality.PRIVATE), heard("我家着火了", OptionalDouble.of(0.4)));
        // Then
        assertTrue(page.contains("<b>请先听这一条。</b>机器听着像急事（着火），机器可能听错，所以还没有叫人。"), page);
    }

    @Test
    void whatReadsLikeATipOffIsSaidBeforeItIsGivenToSomebody() {
        // When
        VoiceHint hint = hint(voice(Confidentiality.PRIVATE).file(), "我要举报路灯的钱");
        // Then
        assertEquals(new VoiceHint("", "举报"), hint);
    }

    @Test
    void onceSomebodyHasListenedTheMachineProposesNothing() {
        // When
        TicketScenario heard =
                voice(Confidentiality.PRIVATE).append(DeskFixture.CHEN, new Change.Transcribed(), "不是着火，是烟囱");
        TicketScenario typed = TicketFixtures.streetLamp();
        TicketScenario over = voice(Confidentiality.PRIVATE).append(DeskFixture.LI, new Change.Withdrawn(), "");
        // Then
        for (TicketScenario one : List.of(heard, typed, over)) {
            assertEquals(VoiceHint.NONE, hint(one.file(), "我家着火了"));
        }
    }

    @Test
    void theQueueNamesTheVoicesToListenToFirst() {
        // Given
        QueueView queue = TicketFixtures.queue(
                TicketFixtures.all(),
                new QueueView.QueueQuery(QueueFilter.ALL, "", new SearchForm("", "", "", "", "", "", "", ""), ""));
        QueuePage.View view = new QueuePage.View(
                queue,
                new TicketQueries.Totals(0, 0, 0, 0, 0),
                List.of(new QueuePage.PossibleEmergency("GD20261121621099000376", "上河村一组", "9:00")),
                Optional.empty());
        // When
        String page = PageRenderHarness.pages()
                .page("queue", view, "待办", "queue", STAFF, "")
                .await()
                .indefinitely();
        // Then
        int first = page.indexOf("请先听这一条：机器听着像急事。");
        assertTrue(first > 0 && first < page.indexOf("role=\"listitem\""), page);
        assertTrue(page.contains("href=\"/desk/tickets/GD20261121621099000376\">打开来听"), page);
        assertTrue(page.contains("hx-trigger=\"changed from:body, every 30s\""), "no event tells of a transcript");
    }

    private static TicketScenario voice(Confidentiality confidentiality) {
        return new TicketScenario(41, RECEIPT.digits(), UntranscribedVoice.TITLE, UntranscribedVoice.PLACEHOLDER, AT)
                .append(DeskFixture.LI, new Change.Received(RECEIPT, Channel.HOTLINE), "")
                .append(
                        Actor.GATEWAY,
                        new Change.Triaged(
                                RequestKind.HELP,
                                "1101",
                                Urgency.NORMAL,
                                DeskFixture.UNIT,
                                confidentiality,
                                new RoutingDecision(
                                        DeskFixture.DESK,
                                        List.of(),
                                        UntranscribedVoice.TITLE,
                                        List.of(),
                                        1,
                                        "hash",
                                        List.of(),
                                        Optional.empty()),
                                DeskFixture.at("23T17:30")),
                        "");
    }

    private static Transcript heard(String words, OptionalDouble confidence) {
        return new Transcript(VOICE, words, confidence, "whisper-1", AT, false);
    }

    private static VoiceHint hint(TicketDetails details, String words) {
        return VoiceHint.of(details, List.of(heard(words, OptionalDouble.empty())), CLASSIFIER);
    }

    private static String page(TicketScenario scenario, Transcript transcript) {
        TicketDetails plain = scenario.file();
        TicketDetails details = new TicketDetails(
                plain.ticket(),
                plain.title(),
                List.of(new TicketQueries.ReportText(RECEIPT, UntranscribedVoice.PLACEHOLDER, List.of(VOICE), AT)),
                plain.receipts(),
                plain.history(),
                plain.deliveries());
        List<Transcript> transcripts = List.of(transcript);
        TicketPage.View view = new TicketPage.View(
                TicketView.of(details, DeskFixture.NAMES, DeskFixture.NOW),
                ActionPanel.of(
                        details.ticket(),
                        new AllowedActions(DeskFixture.OWNERS).of(details.ticket(), DeskFixture.CHEN, DeskFixture.NOW),
                        List.of()),
                PhoneCallList.NONE,
                PhoneCallList.NONE,
                PhoneCallList.NONE,
                RecordingView.of(TranscriptLine.byRecording(transcripts), Set.of(VOICE), Map.of(), DeskFixture.NOW),
                VoiceHint.of(details, transcripts, CLASSIFIER),
                BoardEntry.NONE,
                List.of());
        return PageRenderHarness.pages()
                .page("ticket", view, details.title(), "queue", STAFF, "")
                .await()
                .indefinitely();
    }
}
