package dev.meerkat.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CodeRulesTest {
    private static final JavaClasses PRODUCT = Modules.mainClasses(Modules.rooms());
    private static final JavaClasses TESTS = Modules.testClasses(Modules.all());

    private static final ArchRule NO_SLEEP = noClasses()
            .should()
            .callMethodWhere(target(owner(JavaClass.Predicates.assignableTo(Thread.class)
                            .or(JavaClass.Predicates.assignableTo(TimeUnit.class))))
                    .and(target(name("sleep"))))
            .because("product code schedules, tests wait for a condition with a deadline");

    @Test
    void theProductKeepsOffStandardStreams() {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(PRODUCT);
    }

    @Test
    void testsKeepOffStandardStreams() {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(TESTS);
    }

    @Test
    void theProductLogsThroughSlf4j() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.logging..")
                .check(PRODUCT);
    }

    @Test
    void theProductDoesNotSleep() {
        NO_SLEEP.check(PRODUCT);
    }

    @Test
    void testsDoNotSleep() {
        NO_SLEEP.check(TESTS);
    }

    @Test
    void whatDecidesReadsTheTimeFromATicker() {
        noClasses()
                .that()
                .doNotHaveSimpleName("SystemTicker")
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .because("the simulation runs these classes in a time of its own")
                .check(Modules.mainClasses(List.of("core", "change-stream", "leader-election")));
    }

    @Test
    void classesAreNamedAfterWhatTheyAre() {
        noClasses()
                .should()
                .haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager|Processor)")
                .check(PRODUCT);
    }
}
