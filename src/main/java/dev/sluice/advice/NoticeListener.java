package dev.sluice.advice;

import dev.sluice.live.LiveEvent;
import dev.sluice.live.StreamName;

/** Hears of what is noticed while watching; may neither block nor throw. */
@FunctionalInterface
public interface NoticeListener {
    void noticed(LiveEvent.Kind kind, StreamName stream, String text);
}
