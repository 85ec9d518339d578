package org.hearthhub.home;

/** A room of the home; the title is what people call it, 1 to 100 characters. */
public record Room(RoomId id, String title) {}
