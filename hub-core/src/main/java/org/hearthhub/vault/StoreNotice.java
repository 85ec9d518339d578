package org.hearthhub.vault;

/**
 * Something about the store that its owner has to know.
 *
 * @param code stable kebab-case word for programs
 * @param sentence what it is and what to do, for a person; says nothing of the home
 */
public record StoreNotice(String code, String sentence) {}
