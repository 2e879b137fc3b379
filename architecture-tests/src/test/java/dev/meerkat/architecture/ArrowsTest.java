package dev.meerkat.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ArrowsTest {
    /** Modules that no room may use. */
    private static final Set<String> OUTSIDE = Set.of(
            "simulation",
            "concurrency-tests",
            "bom",
            "spec-tests",
            "examples",
            "examples/spring-data",
            "examples/morphia",
            "spring-boot-starter/boot-4.0",
            "benchmarks",
            "fault-tests",
            "architecture-tests");

    @ParameterizedTest
    @EnumSource
    void aRoomLivesInItsPackage(Room room) {
        classes().should().resideInAPackage(room.packages).check(Modules.mainClasses(List.of(room.folder)));
    }

    @ParameterizedTest
    @EnumSource
    void aRoomUsesOnlyWhatItMay(Room room) {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(room.mayUse())
                .because("of the arrows in docs/design/architecture.md")
                .check(Modules.mainClasses(List.of(room.folder)));
    }

    @Test
    void packagesFormNoCycle() {
        slices().assignedFrom(PACKAGES).should().beFreeOfCycles().check(Modules.mainClasses(Modules.rooms()));
    }

    @Test
    void everyModuleIsARoomOrOutside() {
        assertThat(Stream.concat(Modules.rooms().stream(), OUTSIDE.stream()))
                .containsExactlyInAnyOrderElementsOf(Modules.all());
    }

    private static final SliceAssignment PACKAGES = new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    };
}
