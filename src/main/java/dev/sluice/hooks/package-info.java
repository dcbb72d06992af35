/**
 * What happens on this replica, told to a program of the operator's: the events, their signature, the queue in which
 * they wait and the breaker that spares a target that is down.
 *
 * <p>May import {@code live} and {@code bytes}; knows neither HTTP nor a clock of its own. {@code hooks.http} sends,
 * {@code metrics} counts, {@code app} connects {@link dev.sluice.hooks.HookEvents} with the core. Another event is a
 * record in the sealed {@link dev.sluice.hooks.HookEvent}; the compiler, {@code docs/hooks.md} and its test name the
 * rest.
 */
@NullMarked
package dev.sluice.hooks;

import org.jspecify.annotations.NullMarked;
