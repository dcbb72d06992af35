package dev.sluice.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.conformance.Cases.Case;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The checker can fail: every fault is found and reported with the number of its rule, and a sound
 * recording is not.
 */
class ViolationsTest {
    static Stream<Case> cases() {
        return Stream.of(PlaylistCases.all(), MediaCases.all(), HttpCases.all(), LowLatencyCases.all())
                .flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aFaultIsReportedByItsNumber(Case fault) {
        Report report = new Report(fault.name());
        fault.judge().accept(report);
        assertThat(report.violated()).as(report.table()).contains(fault.rule());
    }

    static Stream<Case> sound() {
        return Stream.of(PlaylistCases.sound(), MediaCases.sound(), HttpCases.sound(), LowLatencyCases.sound())
                .flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("sound")
    void whatIsSoundBreaksNoRule(Case sound) {
        Report report = new Report(sound.name());
        sound.judge().accept(report);
        assertThat(report.violated()).as(report.table()).isEmpty();
        assertThat(report.checks(sound.rule())).as(report.table()).isPositive();
    }

    @Test
    void everyAutomatedRuleHasAFaultThatBreaksIt() {
        Set<Rule> broken = cases().map(Case::rule).collect(Collectors.toSet());
        Set<Rule> automated = EnumSet.allOf(Rule.class);
        // Asked by PlayersIT alone, in a browser.
        automated.remove(Rule.HLS_75);
        automated.removeIf(rule -> rule.coverage() == Rule.Coverage.NONE);
        assertThat(broken).containsExactlyInAnyOrderElementsOf(automated);
    }
}
