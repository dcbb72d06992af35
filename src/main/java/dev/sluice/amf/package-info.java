/**
 * AMF values to bytes and back: AMF0 both ways, AMF3 for reading only.
 *
 * <p>May import {@code bytes}. Called by {@code rtmp.message} for commands and data, and by whoever looks
 * into metadata. Values are plain data of our own: no Java class is ever made from a name on the wire, no XML
 * is parsed (CVE-2017-5878), and every size is a limit of {@link dev.sluice.amf.AmfLimits} before it is an
 * allocation.
 *
 * <p>To add a type: its record in {@link dev.sluice.amf.AmfValue}, its marker in {@link dev.sluice.amf.Amf0Reader} (or
 * {@link dev.sluice.amf.Amf3Reader}), its case in {@link dev.sluice.amf.Amf0Writer}.
 */
@NullMarked
package dev.sluice.amf;

import org.jspecify.annotations.NullMarked;
