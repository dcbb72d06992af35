package dev.sluice.live;

/** What an operator has decided about a stream. */
public record StreamDefinition(StreamName name, String title, Visibility visibility, TakeoverPolicy takeover) {}
