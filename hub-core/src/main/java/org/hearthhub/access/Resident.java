package org.hearthhub.access;

import org.hearthhub.thing.PersonId;

/** A person of this home; the name is what they sign in with, 1 to 50 characters. */
public record Resident(PersonId id, String name, Role role) {}
