package dev.sluice.delivery.http;

import dev.sluice.hls.Format;

/** Where a presentation stands on the shelf, and who waits for it in the room. */
record Place(String stream, Format format) {}
