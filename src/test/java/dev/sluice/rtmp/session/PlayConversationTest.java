package dev.sluice.rtmp.session;

import static dev.sluice.rtmp.session.Talk.NULL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.amf.AmfValue;
import dev.sluice.rtmp.message.Command;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What players say behind play, and what they are answered. */
class PlayConversationTest {
    private static Talk playing() throws Exception {
        Talk talk = Talk.connected();
        talk.say(Command.of("createStream", 2, NULL));
        talk.say(1, play("demo"));
        talk.session.acceptPlay();
        talk.heard();
        return talk;
    }

    private static Command play(String name) {
        return Command.of("play", 0, NULL, AmfValue.of(name), AmfValue.of(-2000));
    }

    @Test
    void aSecondPlayStopsTheFirst() throws Exception {
        Talk talk = playing();
        List<SessionEvent> events = talk.say(1, play("other"));
        assertThat(events).hasSize(2);
        assertThat(events.get(0)).isInstanceOf(SessionEvent.PlayStopped.class);
        assertThat(events.get(1)).isInstanceOf(SessionEvent.PlayRequested.class);
        talk.session.acceptPlay();
        assertThat(talk.session.stage()).isEqualTo(Stage.PLAYING);
    }

    @Test
    void pausingIsNotifiedAndToldToTheCaller() throws Exception {
        Talk talk = playing();
        assertThat(talk.say(1, Command.of("pause", 0, NULL, AmfValue.of(true), AmfValue.of(0))))
                .containsExactly(new SessionEvent.PlayPaused(true));
        assertThat(talk.heard()).containsExactly("5/1 onStatus 0 NetStream.Pause.Notify");
        assertThat(talk.say(1, Command.of("pause", 0, NULL, AmfValue.of(false), AmfValue.of(0))))
                .containsExactly(new SessionEvent.PlayPaused(false));
        assertThat(talk.heard()).containsExactly("5/1 onStatus 0 NetStream.Unpause.Notify");
    }

    @Test
    void receivingOneKindOfMediaIsToldToTheCaller() throws Exception {
        Talk talk = playing();
        assertThat(talk.say(1, Command.of("receiveAudio", 0, NULL, AmfValue.of(false))))
                .containsExactly(new SessionEvent.ReceiveRequested(true, false));
        assertThat(talk.say(1, Command.of("receiveVideo", 0, NULL, AmfValue.of(true))))
                .containsExactly(new SessionEvent.ReceiveRequested(false, true));
    }

    @Test
    void whoDoesNotPlayCannotPause() throws Exception {
        Talk talk = Talk.connected();
        assertThat(talk.say(1, Command.of("pause", 0, NULL, AmfValue.of(true), AmfValue.of(0))))
                .isEmpty();
        assertThat(talk.say(1, Command.of("receiveAudio", 0, NULL, AmfValue.of(false))))
                .isEmpty();
    }
}
