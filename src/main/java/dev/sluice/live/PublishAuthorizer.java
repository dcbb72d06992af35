package dev.sluice.live;

import java.util.concurrent.CompletionStage;

/** Decides who may publish. Never blocks; completes within its own timeout, on any thread, and never exceptionally. */
public interface PublishAuthorizer {
    CompletionStage<Authorization> authorize(PublishAttempt attempt);
}
