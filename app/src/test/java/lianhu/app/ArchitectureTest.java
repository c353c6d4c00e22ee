package lianhu.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.groups.MultiSubscribe;
import io.smallrye.mutiny.groups.UniAwait;
import io.smallrye.mutiny.groups.UniSubscribe;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.function.Consumer;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Outgoing;

/** Which package may use which other, and what no package may do. */
@AnalyzeClasses(
        packages = "lianhu",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.WithoutTestJars.class})
class ArchitectureTest {
    /** Fakes and contracts for the tests of other modules are packed as a test jar. */
    static final class WithoutTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    @ArchTest
    static final ArchRule arrows = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("lianhu..")
            .layer("core")
            .definedBy("lianhu.core..")
            .layer("templates")
            .definedBy("lianhu.templates..")
            .layer("bot")
            .definedBy("lianhu.bot..")
            .layer("telephony")
            .definedBy("lianhu.telephony..")
            .layer("adapters")
            .definedBy("lianhu.adapters..")
            .layer("desk")
            .definedBy("lianhu.desk..")
            .layer("embedded")
            .definedBy("lianhu.embedded..")
            .layer("app")
            .definedBy("lianhu.app..")
            .layer("simulator")
            .definedBy("lianhu.simulator..")
            .whereLayer("app")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("bot")
            .mayOnlyBeAccessedByLayers("app")
            .whereLayer("telephony")
            .mayOnlyBeAccessedByLayers("app")
            .whereLayer("adapters")
            .mayOnlyBeAccessedByLayers("app")
            .whereLayer("desk")
            .mayOnlyBeAccessedByLayers("app")
            .whereLayer("embedded")
            .mayOnlyBeAccessedByLayers("app")
            .whereLayer("templates")
            .mayOnlyBeAccessedByLayers("bot", "telephony", "desk", "app")
            .whereLayer("simulator")
            .mayNotBeAccessedByAnyLayer()
            .withOptionalLayers(true);

    @ArchTest
    static final ArchRule coreTalksToNobody = classes()
            .that()
            .resideInAPackage("lianhu.core..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "lianhu.core..",
                    "java..",
                    "javax.crypto..",
                    "io.smallrye.mutiny..",
                    "org.jspecify..",
                    "jakarta.enterprise.context..");

    @ArchTest
    static final ArchRule theSimulatorSeesNoRoomOfOurs = noClasses()
            .that()
            .resideInAPackage("lianhu.simulator..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "lianhu.core..",
                    "lianhu.templates..",
                    "lianhu.bot..",
                    "lianhu.telephony..",
                    "lianhu.adapters..",
                    "lianhu.desk..",
                    "lianhu.app..")
            .allowEmptyShould(true);

    /** Pages, the API and the chamber read and write by these packages, never the other way. */
    @ArchTest
    static final ArchRule whatIsStoredKnowsNoPage = noClasses()
            .that()
            .resideInAnyPackage(
                    "lianhu.adapters.county..",
                    "lianhu.adapters.crypto..",
                    "lianhu.adapters.events..",
                    "lianhu.adapters.files..",
                    "lianhu.adapters.query..",
                    "lianhu.adapters.roster..",
                    "lianhu.adapters.sql..",
                    "lianhu.adapters.store..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("lianhu.adapters.api..", "lianhu.adapters.chamber..", "lianhu.adapters.web..");

    @ArchTest
    static final ArchRule noCircles = slices().matching("lianhu.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theClockIsHandedIn = noClasses()
            .that()
            .resideOutsideOfPackages("lianhu.embedded..", "lianhu.simulator..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    /** Those methods make an absolute address of the Host that the client sent. */
    @ArchTest
    static final ArchRule redirectsAreRelative = noClasses()
            .that()
            .resideInAnyPackage("lianhu.adapters..", "lianhu.desk..", "lianhu.bot..", "lianhu.app..")
            .should()
            .callMethod(Response.class, "seeOther", URI.class)
            .orShould()
            .callMethod(Response.class, "temporaryRedirect", URI.class)
            .orShould()
            .callMethod(Response.class, "created", URI.class);

    /** Code that runs before the first request or after the last one. */
    private static final String AT_START_OR_STOP =
            "lianhu.app.demo.DemoSeeder|lianhu.app.cli.RosterCommand|lianhu.adapters.roster.PgRoster|lianhu.app.boot.(Migrations|BootstrapSecrets)"
                    + "|lianhu.app.flow.(OutboxRunner|TicketEventRunner)|lianhu.app.telephony.TelephonyService|lianhu.embedded..*";

    /** A command in a process of its own, whose main thread has nothing else to do. */
    private static final String COMMANDS = "lianhu.app.maintenance.RequestedErasure";

    /** The WeCom library blocks, on virtual threads. */
    private static final String ON_THREADS_OF_THEIR_OWN =
            "lianhu.bot.wecom.client.(WxCorpClients|AccessTokenLock)|lianhu.bot.redis.RedisWithFallback";

    @ArchTest
    static final ArchRule nobodyWaitsOnTheEventLoop = noClasses()
            .that()
            .haveNameNotMatching("(" + AT_START_OR_STOP + "|" + COMMANDS + "|" + ON_THREADS_OF_THEIR_OWN + ")(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(UniAwait.class)
            .orShould()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(Thread.class, "sleep", Duration.class);

    /** A failure nobody handles ends a loop without a word. */
    @ArchTest
    static final ArchRule everySubscriptionHandlesItsFailure = noClasses()
            .should()
            .callMethod(UniSubscribe.class, "with", Consumer.class)
            .orShould()
            .callMethod(MultiSubscribe.class, "with", Consumer.class);

    /**
     * An exception thrown before the Uni exists ends a scheduler or a channel instead of failing one call. JAX-RS methods
     * are left out: REST turns what they throw into a failure of that request alone.
     */
    @ArchTest
    static final ArchRule whatAFrameworkCallsReturnsADeferredUni =
            methods().that(returnAUniToAFramework()).should(callDeferred());

    private static DescribedPredicate<JavaMethod> returnAUniToAFramework() {
        return DescribedPredicate.describe(
                "return a Uni to a scheduler, a channel or an observer",
                method -> method.getRawReturnType().isEquivalentTo(Uni.class)
                        && (method.isAnnotatedWith(Scheduled.class)
                                || method.tryGetAnnotationOfType(Incoming.class).isPresent()
                                || method.tryGetAnnotationOfType(Outgoing.class).isPresent()));
    }

    private static ArchCondition<JavaMethod> callDeferred() {
        return new ArchCondition<>("wrap their body in Uni.createFrom().deferred or hand it to JobRunner, which does") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                boolean isDeferred = method.getMethodCallsFromSelf().stream()
                        .anyMatch(call -> call.getTarget().getName().equals("deferred")
                                || call.getTargetOwner().getSimpleName().equals("JobRunner"));
                events.add(new SimpleConditionEvent(method, isDeferred, method.getFullName()));
            }
        };
    }
}
