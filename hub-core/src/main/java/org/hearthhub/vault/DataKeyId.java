package org.hearthhub.vault;

/** Names a data key: random, so that it says nothing about whose past it seals. */
public record DataKeyId(long number) {}
