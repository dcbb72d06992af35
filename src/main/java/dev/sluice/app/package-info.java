/**
 * Wires everything: configuration, embedded database, start, banner. The only package that knows all others; nobody
 * imports it.
 *
 * <p>{@link dev.sluice.app.Main} checks the configuration and starts the database before Quarkus;
 * {@link dev.sluice.app.Gate} builds the object graph. To add an output: a line in {@code Gate} and an arrow in the
 * drawing.
 */
@NullMarked
package dev.sluice.app;

import org.jspecify.annotations.NullMarked;
