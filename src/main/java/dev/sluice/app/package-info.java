/**
 * Wiring, roles, start and drain: the only package that knows all others, and that nobody imports.
 *
 * <p>What runs before Quarkus (the embedded database) and what Quarkus is given as beans lives here.
 */
@NullMarked
package dev.sluice.app;

import org.jspecify.annotations.NullMarked;
