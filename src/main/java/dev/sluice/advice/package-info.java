/**
 * What encoders send, measured once a second, and what is to be said about it in plain words.
 *
 * <p>May import {@code live} and {@code media}. {@code app} ticks {@link dev.sluice.advice.IngestBoard}, {@code
 * admin.http} shows its reports. Time is an argument. One more piece of advice is one more rule in {@link
 * dev.sluice.advice.Advices}, and a figure in {@link dev.sluice.advice.Measures} where it needs one.
 */
@NullMarked
package dev.sluice.advice;

import org.jspecify.annotations.NullMarked;
