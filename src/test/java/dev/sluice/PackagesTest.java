package dev.sluice;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.Configuration.consideringOnlyDependenciesInDiagram;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.adhereToPlantUmlDiagram;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds the code against {@code docs/architecture/packages.puml}: the drawing is the law, in both directions. */
class PackagesTest {
    private static final String ROOT = "dev.sluice";
    private static final Path DRAWING = Path.of("docs/architecture/packages.puml");

    /** No sockets, threads, clocks, files or logging: these run in a test without any of them. */
    private static final String[] PURE = {
        "dev.sluice.bytes..",
        "dev.sluice.media..",
        "dev.sluice.amf..",
        "dev.sluice.rtmp..",
        "dev.sluice.container..",
        "dev.sluice.hls.."
    };

    /** What a pure package may use of the JDK; everything else is input, output, time or reflection. */
    /** Percent-decoding of a query: text to text, the one part of java.net that opens nothing. */
    private static final DescribedPredicate<JavaClass> PURE_DECODER =
            JavaClass.Predicates.equivalentTo(java.net.URLDecoder.class);

    private static final String[] JDK = {
        "java.lang",
        "java.lang.annotation",
        "java.lang.invoke",
        "java.lang.runtime",
        "java.math",
        "java.nio",
        "java.nio.charset",
        "java.security",
        "java.text",
        "java.time..",
        "java.util",
        "java.util.function",
        "java.util.random",
        "java.util.regex",
        "java.util.stream",
        "java.util.zip",
        "javax.crypto..",
        "org.jspecify.annotations"
    };

    private static JavaClasses classes;
    private static Map<String, String> packageOfName;
    private static Set<String> arrows;

    @BeforeAll
    static void readClassesAndDrawing() throws IOException {
        classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(ROOT);
        String drawing = Files.readString(DRAWING);
        packageOfName = Pattern.compile("(?m)^\\[([^]]+)] <<([^>]+)>>$")
                .matcher(drawing)
                .results()
                .collect(Collectors.toMap(match -> match.group(1), match -> match.group(2)));
        arrows = Pattern.compile("(?m)^\\[([^]]+)] --> \\[([^]]+)]$")
                .matcher(drawing)
                .results()
                .map(PackagesTest::arrow)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String arrow(MatchResult match) {
        return packageOfName.get(match.group(1)) + " -> " + packageOfName.get(match.group(2));
    }

    private static Set<String> packagesWithCode() {
        return classes.stream()
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .map(JavaClass::getPackageName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyImportHasItsArrow() {
        classes()
                .that()
                .resideInAPackage(ROOT + "..")
                .should(adhereToPlantUmlDiagram(DRAWING, consideringOnlyDependenciesInDiagram()))
                .check(classes);
    }

    @Test
    void everyPackageIsInTheDrawing() {
        assertThat(packageOfName.values()).containsAll(packagesWithCode());
    }

    @Test
    void theDrawingNamesPackagesAsTheyAreCalled() {
        assertThat(packageOfName).isNotEmpty();
        assertThat(new TreeMap<>(packageOfName))
                .allSatisfy((name, javaPackage) -> assertThat(javaPackage).isEqualTo(ROOT + "." + name));
    }

    @Test
    void everyArrowIsUsedByAnImport() {
        assumeTrue(
                packagesWithCode().contains(ROOT + ".app"), "arrows are counted once app ties all packages together");
        Set<String> used = classes.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .map(dependency -> dependency.getOriginClass().getPackageName() + " -> "
                        + dependency.getTargetClass().getBaseComponentType().getPackageName())
                .collect(Collectors.toSet());
        assertThat(arrows).isNotEmpty().isSubsetOf(used);
        assertThat(packagesWithCode()).containsAll(packageOfName.values());
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(classes);
    }

    @Test
    void purePackagesUseEachOtherAndTheHarmlessPartOfTheJdk() {
        classes()
                .that(resideInAnyPackage(PURE))
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(PURE).or(resideInAnyPackage(JDK)).or(PURE_DECODER))
                .check(classes);
    }

    @Test
    void liveAddsConcurrencyAndNothingElse() {
        classes()
                .that()
                .resideInAPackage("dev.sluice.live")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(PURE)
                        .or(resideInAnyPackage(JDK))
                        .or(resideInAnyPackage("dev.sluice.live", "java.util.concurrent..")))
                .check(classes);
    }

    @Test
    void timeRandomnessThreadsAndTheProcessAreArgumentsInTheCore() {
        noClasses()
                .that(resideInAnyPackage(PURE).or(resideInAnyPackage("dev.sluice.live")))
                .should()
                .accessTargetWhere(outsideWorld())
                .check(classes);
        noClasses()
                .that(resideInAnyPackage(PURE))
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.lang\\.(Thread|ThreadLocal|Process|ProcessBuilder|Runtime)")
                .check(classes);
    }

    /** AMF-1: what comes from the wire becomes plain data, never a class, an object graph or a document. */
    @Test
    void amf1NothingFromTheWireChoosesAClass() {
        noClasses()
                .that(resideInAnyPackage(PURE))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                                "java.lang.reflect..", "java.beans..", "javax.xml..", "org.w3c.dom..", "org.xml.sax..")
                        .or(describe(
                                "read serialised objects",
                                type -> type.getName()
                                        .matches("java\\.io\\.Object(Input|Output)Stream|java\\.lang\\.ClassLoader"))))
                .check(classes);
        noClasses()
                .that(resideInAnyPackage(PURE))
                .should()
                .accessTargetWhere(describe(
                        "load a class by name",
                        access -> access.getTargetOwner().isEquivalentTo(Class.class)
                                && access.getName().matches("forName|getMethods?|newInstance")))
                .check(classes);
    }

    private static DescribedPredicate<JavaAccess<?>> outsideWorld() {
        Pattern forbidden = Pattern.compile("java\\.lang\\.System\\.(currentTimeMillis|nanoTime|getenv|getProperty"
                + "|exit|in|out|err|load|loadLibrary)"
                + "|java\\.time\\.\\w+\\.now"
                + "|java\\.time\\.Clock\\.(system\\w*|tick\\w*)"
                + "|java\\.lang\\.Math\\.random"
                + "|java\\.util\\.UUID\\.randomUUID"
                + "|java\\.util\\.Random\\.<init>"
                + "|java\\.security\\.SecureRandom\\.<init>"
                + "|java\\.util\\.concurrent\\.ThreadLocalRandom\\.current"
                + "|java\\.lang\\.Thread\\.\\S+");
        return describe(
                "ask the clock, the dice or the process",
                access -> forbidden
                        .matcher(access.getTargetOwner().getName() + "." + access.getName())
                        .matches());
    }
}
