package org.hearthhub.vault;

/** Names a sealed record: 63 random bits, so that it says nothing about what it names. */
public record RecordId(long number) {}
