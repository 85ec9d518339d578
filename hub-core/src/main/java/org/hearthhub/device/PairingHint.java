package org.hearthhub.device;

/**
 * What a person needs to know to pair something that was seen.
 *
 * @param secret what to type and where it is printed, as a sentence
 * @param leastBits the strength that is asked of the secret, in bits; less than {@link
 *     LabelSecret#STRONG} only where the label of a maker's devices is what it is
 * @param named whether the label names the device too, and that name is needed
 * @param required whether it cannot be accepted without
 */
public record PairingHint(String secret, int leastBits, boolean named, boolean required) {}
