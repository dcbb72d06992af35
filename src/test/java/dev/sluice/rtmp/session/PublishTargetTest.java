package dev.sluice.rtmp.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bytes.Secret;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishTargetTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            emptyValue = "",
            value = {
                "live          | KEY                    | KEY   |",
                "live/         | /KEY                   | KEY   |",
                "live/_definst_| KEY                    | KEY   |",
                "live          | KEY?k=v                | KEY   |",
                "live          | ?key=KEY               | KEY   |",
                "live          | NAME?key=KEY           | KEY   | NAME",
                "live          | NAME?a=b&key=KEY&c=d   | KEY   | NAME",
                "live?key=KEY  | ''                     | KEY   |",
                "live?key=KEY  | NAME                   | KEY   | NAME",
                "live?key=OTHER| NAME?key=KEY           | KEY   | NAME",
                "live/NAME     | KEY                    | KEY   | NAME",
                "live//NAME    | KEY                    | KEY   | NAME",
                "live/NAME?key=KEY | ''                 | KEY   | NAME",
                "live          | ?key=a%2Bb+c           | a+b+c |",
                "live          | ?key=a%zz              | a%zz  |",
                "live          | ?key=%41%zz            | %41%zz |",
                "live          | ?key=a%4               | a%4   |",
                "live          | ?key=a%                | a%    |",
                "live          | ?key=a%-1              | a%-1  |",
                "live          | ?key=%C3%a9%41é        | éAé   |",
                "live          | ?key=%C3               | \uFFFD |",
                "live          | ?key=ONE&key=KEY       | KEY   |",
                "live          | ?key=%zz?key=KEY&keys=a | KEY  |",
                "live          | ?key=                  | ''    |",
                "live          | ?key&                  | ''    |",
                "live          | ?monkey=KEY            | ''    |",
                "live          | ''                     | ''    |",
            })
    void findsKeyAndName(String app, String publishName, String key, String name) {
        PublishTarget target = PublishTarget.parse(new Secret(app), new Secret(publishName));
        assertThat(target).isEqualTo(new PublishTarget(new Secret(key), Optional.ofNullable(name)));
    }

    @Test
    void printsNothing() {
        assertThat(PublishTarget.parse(new Secret("live"), new Secret("NAME?key=KEY"))
                        .toString())
                .doesNotContain("KEY", "NAME");
        assertThat(StreamPath.of("KEY").toString()).doesNotContain("KEY");
        assertThat(PlayTarget.parse(new Secret("live"), new Secret("NAME?token=KEY"))
                        .toString())
                .doesNotContain("KEY", "NAME");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "live|flv:demo|demo|",
                "live|demo?token=T|demo|T",
                "live?token=T|mp4:demo|demo|T",
                "live/demo|''|demo|"
            })
    void findsWhatAPlayerWants(String app, String playName, String name, String token) {
        assertThat(PlayTarget.parse(new Secret(app), new Secret(playName)))
                .isEqualTo(new PlayTarget(name, Optional.ofNullable(token).map(Secret::new)));
    }
}
